using System.Net;
using System.Text;
using UAsyncio.Nano.Tests.Net;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Tests.Udp
{
    /// <summary>Datagrams as text, and a loop for who sends and receives them.</summary>
    internal static class Datagram
    {
        public static void Run(Coroutine main)
        {
            using (SocketLoop test = new SocketLoop())
            {
                test.Run(main);
            }
        }

        public static async Coroutine<int> SendAsync(AsyncUdpClient client, string text, IPEndPoint to)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            return await client.SendAsync(bytes, 0, bytes.Length, to);
        }

        public static async Coroutine<string> ReceiveTextAsync(AsyncUdpClient client)
        {
            await client.ReceiveAsync();
            return TextOf(client);
        }

        public static string TextOf(AsyncUdpClient client)
        {
            return Encoding.UTF8.GetString(client.Buffer, 0, client.Length);
        }
    }
}
