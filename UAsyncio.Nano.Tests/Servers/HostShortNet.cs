using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>What the host does at a certain point of the device's work.</summary>
    public delegate void HostCallback();

    /// <summary>
    /// The public operations of the network, whose memory the host takes away for a moment between begin and end: it calls each by reflection.
    /// Each may fail then, and leaves nothing; what follows works.
    /// </summary>
    public static partial class HostShortNet
    {
        private static EventLoop s_loop;
        private static HostCallback s_begin;
        private static HostCallback s_end;

        /// <summary>Runs one of the methods below.</summary>
        /// <param name="operation">Its name.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        public static void Run(string operation, HostCallback begin, HostCallback end)
        {
            s_begin = begin;
            s_end = end;
            s_loop = new EventLoop(poller: new SteppedPoller());
            s_loop.ExceptionHandler = (task, exception) => { };

            if (operation == "starve")
            {
                Starve();
            }
            else
            {
                s_loop.Run(MainOf(operation));
            }

            s_end();
            Check(s_loop.FreeSlots == EventLoop.DefaultLength, "slots: " + s_loop.FreeSlots);
            Check(s_loop.FreeTimers == EventLoop.DefaultLength, "timers: " + s_loop.FreeTimers);
            s_loop.Close();
        }

        private static Coroutine MainOf(string operation)
        {
            switch (operation)
            {
                case "start": return StartAsync();
                case "close": return CloseAsync();
                case "accept": return AcceptAsync(false);
                case "accept-waiting": return AcceptAsync(true);
                case "open": return OpenAsync();
                case "cancel-open": return CancelOpenAsync();
                case "cancel-read": return CancelReadAsync(false);
                case "cancel-exactly": return CancelReadAsync(true);
                case "read":
                case "read-in-time":
                case "exactly":
                case "exactly-in-time": return ReadAsync(operation);
                case "line": return LineAsync();
                case "write": return WriteAsync();
                case "dispose": return DisposeAsync();
                case "deadline": return DeadlineAsync();
                default: throw new ArgumentException(operation);
            }
        }

        private static async Coroutine OpenAsync()
        {
            using (Socket listener = Listen())
            {
                Coroutine<AsyncStream> opening = Tcp.OpenConnectionAsync("127.0.0.1", PortOf(listener), 10000);
                s_begin();

                try
                {
                    await opening;
                }
                catch (OutOfMemoryException)
                {
                }

                s_end();

                // The end of the await can fail too: the result is still there.
                if (opening.IsCompleted && !opening.IsFaulted)
                {
                    ((AsyncStream)opening.Result).Dispose();
                }

                (await Tcp.OpenConnectionAsync("127.0.0.1", PortOf(listener), 10000)).Dispose();
            }
        }

        private static async Coroutine CancelOpenAsync()
        {
            using (Socket listener = Listen())
            {
                Coroutine<AsyncStream> opening = s_loop.CreateTask(Tcp.OpenConnectionAsync("127.0.0.1", PortOf(listener), 10000));
                await Coroutine.Yield();
                s_begin();
                Cancel(opening);
                s_end();
                await EndAsync(opening);

                if (!opening.IsFaulted)
                {
                    ((AsyncStream)opening.Result).Dispose();
                }
            }
        }

        private static async Coroutine DeadlineAsync()
        {
            TcpServer server = Tcp.StartServer(WaitAsync, IPAddress.Loopback, 0);

            using (Socket client = Connect(server, ""))
            {
                await UntilAsync(() => server.Connections == 1);
                await Coroutine.Delay(10);
                s_begin();

                while (!IsReadable(client))
                {
                    try
                    {
                        await Coroutine.Delay(1);
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                s_end();
            }

            await server.CloseAsync();
        }

        private static async Coroutine WaitAsync(TcpConnection connection)
        {
            connection.SetDeadline(20);
            await connection.ReadAsync(new byte[1], 0, 1);
        }

        // Where it fails nothing has changed: then once more, when there is memory.
        private static void Cancel(Coroutine task)
        {
            try
            {
                task.Cancel();
            }
            catch (OutOfMemoryException)
            {
                s_end();
                task.Cancel();
            }
        }

        private static async Coroutine EndAsync(Coroutine task)
        {
            await UntilAsync(() => task.IsCompleted);
        }

        private static async Coroutine UntilAsync(RoomTest.Check check)
        {
            for (int start = s_loop.Ticks; !check();)
            {
                Check(s_loop.Ticks - start < 60000, "it does not come to that");
                await Coroutine.Delay(1);
            }
        }

        private static bool IsReadable(Socket socket)
        {
            try
            {
                return socket.Poll(0, SelectMode.SelectRead);
            }
            catch (SocketException)
            {
                return true;
            }
        }

        private static Socket Listen()
        {
            Socket listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(8);
            return listener;
        }

        private static int PortOf(Socket listener)
        {
            return ((IPEndPoint)listener.LocalEndPoint).Port;
        }

        private static Socket Connect(TcpServer server, string text)
        {
            Socket client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(new IPEndPoint(IPAddress.Loopback, server.Port));

            if (text.Length > 0)
            {
                client.Send(Encoding.UTF8.GetBytes(text));
            }

            return client;
        }

        private static void Check(bool holds, string what)
        {
            if (!holds)
            {
                s_end();
                throw new Exception(what);
            }
        }
    }
}
