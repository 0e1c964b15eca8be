using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>Whoever finds a task by the watch may cancel it, at any time: what it was part of goes on without it.</summary>
    [TestClass]
    public class CancelTests
    {
        // Of a test that would hang.
        private const int Patience = 60000;

        [TestMethod]
        public void A_connection_whose_task_is_cancelled_before_its_first_turn_gives_its_place_back()
        {
            Serve(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 0 });
        }

        [TestMethod]
        public void So_does_one_whose_client_has_been_waited_for()
        {
            Serve(new TcpServerOptions { MaxConnections = 1, MaxWaiting = 2, ClientSpeaksFirst = true });
        }

        [TestMethod]
        public void Tasks_that_wait_for_each_other_go_on_when_one_is_cancelled_before_its_first_turn()
        {
            using (TestLoop test = new TestLoop())
            {
                TaskWatch watch = new TaskWatch(test.Loop);
                TaskGroup group = new TaskGroup();
                Log log = new Log();
                group.CreateTask(WriteAsync(log, "first"), "first");
                group.CreateTask(WriteAsync(log, "second"), "second");
                watch.First.Task.Cancel();
                test.Run(group.JoinAsync().WaitAsync(Patience));
                Assert.AreEqual("first", log.Text);

                Coroutine all = Coroutine.WhenAll(WriteAsync(log, "third"), WriteAsync(log, "fourth"));
                test.RunFailing(typeof(CanceledException), CancelFirstAsync(watch, all));
            }
        }

        private static async Coroutine CancelFirstAsync(TaskWatch watch, Coroutine all)
        {
            Coroutine waiting = EventLoop.Current.CreateTask(all);
            await Coroutine.Yield();
            watch.First.Task.Cancel();
            await waiting;
        }

        private static void Serve(TcpServerOptions options)
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(ServeAsync(new TaskWatch(test.Loop), options).WaitAsync(Patience));
            }
        }

        private static async Coroutine ServeAsync(TaskWatch watch, TcpServerOptions options)
        {
            TcpServer server = new TcpServer(EchoAsync, IPAddress.Loopback, 0, options);

            using (Socket first = Connect(server))
            {
                // Found in the pass in which it has its place, before its turn.
                while (server.Connections == 0 || watch.First.Task.MethodName != "ServeAsync")
                {
                    await Coroutine.Yield();
                }

                Assert.AreEqual(0, watch.First.Turns);
                Assert.IsTrue(watch.First.Task.Cancel());

                while (server.Connections > 0)
                {
                    await Coroutine.Yield();
                }

                while (!IsClosed(first))
                {
                    await Coroutine.Yield();
                }
            }

            using (Socket second = Connect(server))
            {
                while (!second.Poll(0, SelectMode.SelectRead))
                {
                    await Coroutine.Yield();
                }

                byte[] answer = new byte[1];
                Assert.AreEqual(1, second.Receive(answer));
            }

            await server.CloseAsync();
        }

        private static bool IsClosed(Socket client)
        {
            try
            {
                return client.Poll(0, SelectMode.SelectRead) && client.Receive(new byte[1]) == 0;
            }
            catch (SocketException)
            {
                // What it had sent was not read: it is reset.
                return true;
            }
        }

        private static Socket Connect(TcpServer server)
        {
            Socket client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(new IPEndPoint(IPAddress.Loopback, server.Port));
            client.Send(new byte[] { 1 });
            return client;
        }

        private static async Coroutine EchoAsync(AsyncStream stream)
        {
            byte[] buffer = new byte[1];
            await stream.ReadExactlyAsync(buffer, 0, 1);
            await stream.WriteAsync(buffer, 0, 1);
        }

        private static async Coroutine WriteAsync(Log log, string word)
        {
            await Coroutine.Yield();
            log.Add(word);
        }
    }
}
