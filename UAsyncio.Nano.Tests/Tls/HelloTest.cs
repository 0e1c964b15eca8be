using System;
using System.Net;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Tls
{
    /// <summary>A server that speaks TLS, and clients that do not: nothing may be left of them.</summary>
    internal sealed class HelloTest : IDisposable
    {
        private readonly int _slots;

        public HelloTest(int helloTimeout, int connections, int waiting = 4)
        {
            Network.Require();
            Poller = new HurriedPoller();
            Loop = new EventLoop(poller: Poller);
            _slots = Loop.FreeSlots;
            Loop.ExceptionHandler = (task, exception) => Errors.Add(exception is TlsException tls && tls.Code == 0 ? ((int)tls.Error).ToString() : exception.ToString());
            Server = Tcp.StartServer(stream => throw new Exception("no client gets this far"), IPAddress.Loopback, 0, new TcpServerOptions
            {
                MaxConnections = connections,
                MaxWaiting = waiting,
                Tls = new TlsServerOptions { HelloTimeout = helloTimeout },
            });
        }

        public EventLoop Loop { get; }

        public HurriedPoller Poller { get; }

        public TcpServer Server { get; }

        public Log Errors { get; } = new Log();

        public Coroutine<AsyncStream> OpenAsync()
        {
            return Tcp.OpenConnectionAsync("127.0.0.1", Server.Port);
        }

        public async Coroutine UntilAsync(int connections)
        {
            while (Server.Connections != connections)
            {
                await Coroutine.Delay(1);
            }
        }

        public async Coroutine UntilErrorAsync(string error)
        {
            while (Errors.Text != error)
            {
                await Coroutine.Delay(1);
            }
        }

        public void Dispose()
        {
            Loop.Run(Server.CloseAsync(cancelHandlers: true));
            Assert.AreEqual(_slots, Loop.FreeSlots, "slots are still taken");
            Assert.AreEqual(EventLoop.DefaultLength, Loop.FreeTimers, "timers are still set");
            Loop.Close();
        }
    }
}
