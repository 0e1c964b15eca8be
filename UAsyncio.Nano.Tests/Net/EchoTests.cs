using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Bytes over real sockets.</summary>
    [TestClass]
    public class EchoTests
    {
        [DataRow("localhost")]
        [DataRow("127.0.0.1")]
        public void Vector_echo(string host)
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                Assert.AreEqual("Hello", test.Run(MainAsync(host)));
            }

            static async Coroutine<string> MainAsync(string host)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0);
                AsyncStream stream = await Tcp.OpenConnectionAsync(host, server.Port);

                try
                {
                    await stream.WriteAsync("Hello\r\n");
                    return await stream.ReadLineAsync(100);
                }
                finally
                {
                    await stream.CloseAsync();
                    await server.CloseAsync();
                }
            }
        }

        [TestMethod]
        public void The_end_of_a_connection_is_read_again_and_again()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                Assert.AreEqual("bye end end end", test.Run(MainAsync()));
            }

            static async Coroutine<string> MainAsync()
            {
                TcpServer server = Tcp.StartServer(stream => stream.WriteAsync("bye").WaitAsync(10000), IPAddress.Loopback, 0);
                AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port);
                Log log = new Log();

                try
                {
                    log.Add(await Read.ExactlyAsync(stream, 3));

                    for (int i = 0; i < 3; i++)
                    {
                        log.Add(await Read.SomeAsync(stream, 10));
                    }

                    return log.Text;
                }
                finally
                {
                    stream.Dispose();
                    await server.CloseAsync();
                }
            }
        }

        [TestMethod]
        public void A_reader_and_a_writer_at_once_move_a_lot_both_ways()
        {
            Network.Require();
            const int Size = 20000;

            using (SocketLoop test = new SocketLoop())
            {
                Assert.AreEqual(Size, test.Run(MainAsync(test.Loop)));
            }

            static async Coroutine<int> MainAsync(EventLoop loop)
            {
                TcpServer server = Tcp.StartServer(Serve.EchoAsync, IPAddress.Loopback, 0);
                AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", server.Port);

                try
                {
                    byte[] sent = new byte[Size];

                    for (int i = 0; i < Size; i++)
                    {
                        sent[i] = (byte)(i * 7 + i / 256);
                    }

                    Coroutine writer = loop.CreateTask(WriteAsync(stream, sent));
                    byte[] received = new byte[Size];
                    await stream.ReadExactlyAsync(received, 0, Size);
                    await writer;
                    int same = 0;

                    while (same < Size && sent[same] == received[same])
                    {
                        same++;
                    }

                    return same;
                }
                finally
                {
                    stream.Dispose();
                    await server.CloseAsync();
                }
            }

            static async Coroutine WriteAsync(AsyncStream stream, byte[] bytes)
            {
                await stream.WriteAsync(bytes, 0, bytes.Length);
            }
        }

        [TestMethod]
        public void A_peer_that_resets_is_the_end_of_reading()
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                // Some network stacks send an ordinary end before the reset.
                string outcome = (string)test.Run(MainAsync());
                Assert.IsTrue(outcome == "10054" || outcome == "end", outcome);
            }

            static async Coroutine<string> MainAsync()
            {
                Log log = new Log();
                TcpServer server = Tcp.StartServer(stream => Serve.UntilErrorAsync(stream, log), IPAddress.Loopback, 0);
                await Serve.ResetAsync(server.Port);

                while (log.Text.Length == 0)
                {
                    await Coroutine.Delay(1);
                }

                await server.CloseAsync();
                return log.Text;
            }
        }
    }
}
