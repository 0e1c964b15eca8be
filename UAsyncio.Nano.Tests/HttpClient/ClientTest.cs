using System;
using System.Net;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>What a test of the client does, with a server of this library.</summary>
    /// <param name="client">The client.</param>
    /// <param name="url">The server, without a slash at its end.</param>
    /// <returns>The coroutine.</returns>
    internal delegate Coroutine ClientTestBody(HttpClient client, string url);

    /// <summary>Runs a test of the client against a server in the same loop, which may leave nothing behind.</summary>
    internal static class ClientTest
    {
        public static HttpServer Run(HttpHandler handler, ClientTestBody body, HttpClientOptions options = null)
        {
            using (HttpTest test = new HttpTest(handler))
            {
                HttpClient client = new HttpClient(options);

                try
                {
                    test.Loop.Run(body(client, "http://127.0.0.1:" + test.Server.Port).WaitAsync(HttpTest.Patience));
                }
                finally
                {
                    client.Dispose();
                }

                if (test.Reported.Length > 0)
                {
                    throw new Exception(test.Reported);
                }

                return test.Server;
            }
        }

        /// <summary>Asks, and tells by what status that failed; 200 where it did not.</summary>
        public static async Coroutine<int> StatusOfAsync(HttpClient client, string url)
        {
            try
            {
                await client.GetStringAsync(url);
                return 200;
            }
            catch (HttpException exception)
            {
                return exception.StatusCode;
            }
        }

        /// <summary>Runs a test against a server that says the same to everybody, byte for byte, and closes.</summary>
        public static void RunRaw(string answer, ClientTestBody body, HttpClientOptions options = null)
        {
            Nano.Tests.Net.Network.Require();
            EventLoop loop = new EventLoop();
            TcpServer server = Tcp.StartServer(AnswerAsync, IPAddress.Loopback, 0);
            HttpClient client = new HttpClient(options);

            try
            {
                loop.Run(body(client, "http://127.0.0.1:" + server.Port).WaitAsync(HttpTest.Patience));
            }
            finally
            {
                client.Dispose();
                loop.Run(server.CloseAsync(cancelHandlers: true));
                loop.Close();
            }

            async Coroutine AnswerAsync(AsyncStream stream)
            {
                while (await stream.ReadLineAsync(1000) != string.Empty)
                {
                }

                await stream.WriteAsync(answer);
            }
        }
    }
}
