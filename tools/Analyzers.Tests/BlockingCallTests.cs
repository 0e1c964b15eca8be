using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

public class BlockingCallTests
{
    [Fact]
    public Task CallsThatWaitAreNamedInCoroutines() => Expect.AnnouncedAsync("""
        using System.IO;
        using System.Net;
        using System.Net.Security;
        using System.Net.Sockets;
        using System.Threading;
        using UAsyncio.Nano;

        class C
        {
            Socket _socket;
            Thread _thread;
            AutoResetEvent _event;
            EventLoop _loop;

            async Coroutine XAsync()
            {
                Thread.Sleep(100); // UAN304 "Thread.Sleep stops every task of the loop until it returns: write await Coroutine.Delay(milliseconds)"
                _thread.Join(); // UAN304 "await flag.WaitAsync()"
                _event.WaitOne(); // UAN304 "AutoResetEvent.WaitOne stops"
                WaitHandle.WaitAny(new WaitHandle[] { _event }); // UAN304
                IPAddress a = Dns.GetHostEntry("x").AddressList[0]; // UAN304 "Tcp.OpenConnectionAsync(host, port) takes a name"
                _socket.Connect(new IPEndPoint(a, 80)); // UAN304 "await Tcp.OpenConnectionAsync(host, port)"
                _socket.Send(new byte[1]); // UAN304 "await stream.WriteAsync(buffer, offset, count)"
                _socket.Receive(new byte[1]); // UAN304 "await stream.ReadAsync(buffer, offset, count)"
                _socket?.Accept(); // UAN304 "Tcp.StartServer(handler, address, port)"
                _loop.Run(XAsync()); // UAN304 "the loop runs already"
                await Coroutine.Delay(100);
            }

            async Coroutine<int> StreamAsync(SslStream stream)
            {
                stream.AuthenticateAsClient("host", SslProtocols.Tls12); // UAN304 "TlsClientOptions"
                stream.WriteByte(1); // UAN304 "SslStream.WriteByte"
                await Coroutine.Yield();
                return stream.Read(new byte[1], 0, 1); // UAN304
            }

            void Callbacks()
            {
                _loop.CallSoon(state => Thread.Sleep(1)); // UAN304
                async Coroutine Local() { await Coroutine.Yield(); Thread.Sleep(1); } // UAN304
                _loop.CreateTask(Local());
            }
        }
        """);

    [Fact]
    public Task CallsThatDoNotWaitOrWaitElsewhereAreNot() => Expect.AnnouncedAsync("""
        using System.IO;
        using System.Net.Sockets;
        using System.Threading;
        using UAsyncio.Nano;

        class C
        {
            Socket _socket;
            Thread _thread;
            AutoResetEvent _event;

            void X()
            {
                Thread.Sleep(100);
                new EventLoop().Run(LooksAsync());
            }

            async Coroutine LooksAsync()
            {
                _event.WaitOne(0, false);
                _event.WaitOne(exitContext: false, millisecondsTimeout: 0);
                _thread.Join(0);
                new Thread(() => Thread.Sleep(100)).Start();
                await Coroutine.Run(state => Thread.Sleep(100));
                await Coroutine.Run(state => { _event.WaitOne(); }, null).WaitAsync(1000);
                void Local() { Thread.Sleep(1); }
                new Thread(Local).Start();
                lock (this) { new MemoryStream().Read(new byte[1], 0, 1); }
                await Coroutine.Yield();
            }

            async Coroutine AsksByAPatternAsync()
            {
                if (_socket is { Available: > 0 })
                {
                    _socket.Receive(new byte[1]);
                }

                await Coroutine.Yield();
            }

            async Coroutine AsksFirstAsync()
            {
                while (!_socket.Poll(0, SelectMode.SelectRead))
                {
                    await Coroutine.Delay(10);
                }

                _socket.Receive(new byte[1]);
                using (Socket client = _socket.Accept()) { client.Send(new byte[1]); }
            }
        }
        """);

    [Fact]
    public Task ALockIsFineWithoutAnAwaitInIt() => Expect.AnnouncedAsync("""
        using System.Threading;
        using UAsyncio.Nano;

        class C
        {
            async Coroutine XAsync()
            {
                lock (this) // UAN305 "leave the lock before the await"
                {
                    await Coroutine.Delay(1); // CS1996
                }

                Monitor.Enter(this); // UAN305 "Monitor.Enter in a coroutine"
                await Coroutine.Delay(1);
                Monitor.Exit(this);
            }

            int _n;

            async Coroutine GoodAsync()
            {
                lock (this)
                {
                    _n++;
                    LoopCallback later = async state => await GoodAsync(); // UAN301 "the lambda is async void"
                }

                await Coroutine.Delay(1);
            }

            void Thread()
            {
                Monitor.Enter(this);
                Monitor.Exit(this);
            }
        }
        """);
}
