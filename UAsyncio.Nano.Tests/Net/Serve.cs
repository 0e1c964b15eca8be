using System.Net.Sockets;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Core;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Handlers of connections.</summary>
    internal static class Serve
    {
        /// <summary>The error codes that handlers have met.</summary>
        public static Log Failures { get; set; }

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

        /// <summary>Reads until the peer goes.</summary>
        public static async Coroutine SilentAsync(AsyncStream stream)
        {
            byte[] buffer = new byte[16];

            try
            {
                while (await stream.ReadAsync(buffer, 0, buffer.Length) > 0)
                {
                }
            }
            catch (SocketException exception)
            {
                Failures.Add(exception.ErrorCode.ToString());
            }
        }

        public static async Coroutine SleepAsync(AsyncStream stream)
        {
            await Coroutine.Delay(Coroutine.MaxDelay);
        }
    }
}
