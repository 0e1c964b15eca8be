using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>What a client is told by a server that makes no WebSocket of its request.</summary>
    [TestClass]
    public class AnswerTests
    {
        [TestMethod]
        [DataRow("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", 401)]
        [DataRow("HTTP/1.1 301 Moved Permanently\r\nLocation: /elsewhere\r\n\r\n", 301)]
        [DataRow("HTTP/1.0 404 Not Found\r\nServer: old\r\n\r\n", 404)]
        [DataRow("HTTP/1.1 503 Service Unavailable\r\nX: *\r\n\r\n", 503)]
        [DataRow("HTTP/1.1 404 Not Found\r\n", 404)]
        [DataRow("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n", 0)]
        [DataRow("HTTP/1.1 1x1 Switching Protocols\r\n\r\n", 0)]
        [DataRow("HTTP/1.1x401 Unauthorized\r\n\r\n", 0)]
        [DataRow("SSH-2.0-OpenSSH\r\n", 0)]
        [DataRow("", 0)]
        public void Answer_that_is_no_web_socket_is_told_by_its_status_whatever_follows(string answer, int code)
        {
            using (HttpTest test = new HttpTest(context => null))
            {
                test.Loop.Run(AskAsync().WaitAsync(HttpTest.Patience));
            }

            async Coroutine AskAsync()
            {
                TcpServer server = Tcp.StartServer(AnswerAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 1 });

                try
                {
                    (await WebSocketClient.ConnectAsync("127.0.0.1", server.Port, "/")).Dispose();
                    throw new System.Exception("connected");
                }
                catch (WebSocketException refused)
                {
                    Assert.AreEqual(code, refused.Code);
                }
                finally
                {
                    await server.CloseAsync();
                }
            }

            async Coroutine AnswerAsync(AsyncStream stream)
            {
                while (await stream.ReadLineAsync(300) != string.Empty)
                {
                }

                // A star is more than the client takes of a line.
                int star = answer.IndexOf('*');
                string text = star < 0 ? answer : answer.Substring(0, star) + new string('x', 600) + answer.Substring(star + 1);
                await stream.WriteAsync(text);
            }
        }
    }
}
