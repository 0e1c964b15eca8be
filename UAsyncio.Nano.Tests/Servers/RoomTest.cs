using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>
    /// A server whose clients speak first, under a clock that moves by sleeps, with clients in the same loop; for a using block. It answers
    /// a line by the same line, and keeps the connection.
    /// </summary>
    internal sealed class RoomTest : TestLoop
    {
        // Of the device's time: for what hangs only.
        private const int Patience = 60000;

        public RoomTest(TcpServerOptions options, ConnectionHandler handler = null, int timerLength = EventLoop.DefaultLength, bool clientSpeaksFirst = true)
            : base(EventLoop.DefaultLength, timerLength, new SteppedPoller())
        {
            options.ClientSpeaksFirst = clientSpeaksFirst;
            Loop.ExceptionHandler = (task, exception) => Errors.Add(exception.GetType().Name);
            Server = new TcpServer(handler ?? AnswerAsync, IPAddress.Loopback, 0, options);
        }

        public TcpServer Server { get; }

        public Log Errors { get; } = new Log();

        /// <summary>How often a handler was called.</summary>
        public int Handled { get; private set; }

        /// <summary>Runs a test, and closes the server: nothing may be left then.</summary>
        public void RunAndClose(Coroutine main)
        {
            Loop.Run(main);
            Run(Server.CloseAsync(true));
            Assert.AreEqual(0, Server.Connections);
        }

        /// <summary>A client that connects, and sends something or nothing.</summary>
        public Socket Connect(string text = "")
        {
            Socket client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(new IPEndPoint(IPAddress.Loopback, Server.Port));
            Send(client, text);
            return client;
        }

        public static void Send(Socket client, string text)
        {
            if (text.Length > 0)
            {
                client.Send(Encoding.UTF8.GetBytes(text));
            }
        }

        /// <summary>Waits until the client has got something: text, or "" when it was closed.</summary>
        public async Coroutine<string> AnswerOfAsync(Socket client)
        {
            await UntilAsync(() => client.Poll(0, SelectMode.SelectRead));
            return Received(client);
        }

        /// <summary>True when the server has closed it.</summary>
        public static bool IsClosed(Socket client)
        {
            return client.Poll(0, SelectMode.SelectRead) && Received(client).Length == 0;
        }

        public async Coroutine UntilAsync(Check check)
        {
            for (int start = Now; !check();)
            {
                Assert.IsTrue(Now - start < Patience, "it does not come to that");
                await Coroutine.Delay(1);
            }
        }

        private async Coroutine AnswerAsync(TcpConnection connection)
        {
            Handled++;
            connection.MakesRoom = true;
            string line = await connection.ReadLineAsync(2000);

            if (line != null)
            {
                await connection.WriteAsync(line);
                connection.KeepAlive = true;
            }
        }

        private static string Received(Socket client)
        {
            byte[] buffer = new byte[100];

            try
            {
                return Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer));
            }
            catch (SocketException)
            {
                return string.Empty;
            }
        }

        public delegate bool Check();
    }
}
