using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Handlers of connections.</summary>
    internal static class Serve
    {
        public static async Coroutine EchoAsync(AsyncStream stream)
        {
            byte[] buffer = new byte[512];

            for (; ; )
            {
                int read = await stream.ReadAsync(buffer, 0, buffer.Length);

                if (read == 0)
                {
                    return;
                }

                await stream.WriteAsync(buffer, 0, read);
            }
        }

        /// <summary>Sends a byte, then reads until the peer goes.</summary>
        public static async Coroutine UntilErrorAsync(AsyncStream stream, Log errorCodes)
        {
            byte[] buffer = new byte[16];
            await stream.WriteAsync(buffer, 0, 1);

            try
            {
                while (await stream.ReadAsync(buffer, 0, buffer.Length) > 0)
                {
                }

                errorCodes.Add("end");
            }
            catch (SocketException exception)
            {
                errorCodes.Add(exception.ErrorCode.ToString());
            }
        }

        /// <summary>A client that resets its connection: by closing it without having read the byte that it was sent.</summary>
        public static async Coroutine ResetAsync(int port)
        {
            using (Socket client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            {
#pragma warning disable UAN304 // The listener takes it in without the server's task.
                client.Connect(new IPEndPoint(IPAddress.Loopback, port));
                client.Send(new byte[] { 65 });
#pragma warning restore UAN304

                while (client.Available == 0)
                {
                    await Coroutine.Delay(1);
                }
            }
        }
    }
}
