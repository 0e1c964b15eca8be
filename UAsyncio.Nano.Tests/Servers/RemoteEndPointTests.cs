using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>Who is at the other end.</summary>
    [TestClass]
    public class RemoteEndPointTests
    {
        [TestMethod]
        public void Each_end_knows_the_other()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), AnswerAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("x"))
                {
                    Assert.AreEqual(client.LocalEndPoint.ToString(), await test.AnswerOfAsync(client));
                }

                using (AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", test.Server.Port))
                {
                    Assert.AreEqual("127.0.0.1:" + test.Server.Port, stream.RemoteEndPoint.ToString());
                }
            }

            static async Coroutine AnswerAsync(TcpConnection connection)
            {
                await connection.WriteAsync(connection.RemoteEndPoint.ToString());
            }
        }

        [TestMethod]
        public void There_is_none_when_the_stream_is_closed_or_has_no_socket()
        {
            Network.Require();

            using (RoomTest test = new RoomTest(new TcpServerOptions(), CloseAsync))
            {
                test.RunAndClose(MainAsync(test));
                Assert.AreEqual("", test.Errors.Text);
            }

            static async Coroutine MainAsync(RoomTest test)
            {
                using (Socket client = test.Connect("x\n"))
                {
                    await test.UntilAsync(() => RoomTest.IsClosed(client));
                }
            }

            static async Coroutine CloseAsync(TcpConnection connection)
            {
                await connection.ReadLineAsync(1);
                await connection.CloseAsync();
                Assert.IsNull(connection.RemoteEndPoint);
                Assert.IsNull(new AsyncStream(new FakeTransport()).RemoteEndPoint);
            }
        }
    }
}
