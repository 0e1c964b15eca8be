using System;
using System.Net;
using System.Threading;
using UAsyncio.Nano.Cancellation;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Shortage
{
    // A console, a relay, and tokens.
    public static partial class HostShortServing
    {
        private static async Coroutine CommandAsync()
        {
            InspectionConsole console = new InspectionConsole(new TaskWatch(DeviceLoop), "secret");
            TcpServer server = new TcpServer(console.ServeAsync, IPAddress.Any, Port);

            try
            {
                using (AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", Port, 5000))
                {
                    Begin();

                    try
                    {
                        await stream.WriteAsync("secret\r\ntasks\r\nquit\r\n");

                        while (await stream.ReadLineAsync(200) != null)
                        {
                        }
                    }
                    finally
                    {
                        End();
                    }
                }
            }
            finally
            {
                End();
                await server.CloseAsync(true);
            }
        }

        // A client that is there has not left, whatever memory is too short for while nobody needs any for it.
        private static async Coroutine WatchAsync()
        {
            bool hasLeft = false;
            HttpServer server = new HttpServer(SlowAsync, IPAddress.Any, Port);

            try
            {
                using (AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", Port, 5000))
                {
                    await stream.WriteAsync("GET / HTTP/1.1\r\nHost: device\r\n\r\n");
                    await PauseAsync(50);
                    End();
                    await stream.ReadLineAsync(100);
                }
            }
            finally
            {
                End();
                Check(!hasLeft, "the client has left");
                await server.CloseAsync(true);
            }

            async Coroutine SlowAsync(HttpContext context)
            {
                Begin();

                try
                {
                    context.CancelWhenClientLeaves();
                    await PauseAsync(20);
                    await context.RespondAsync("text/plain", "done");
                }
                catch (CanceledException)
                {
                    hasLeft = true;
                    throw;
                }
            }
        }

        private static async Coroutine ListenTwiceAsync()
        {
            HttpServer server = null;
            Begin();

            try
            {
                server = new HttpServer(context => context.RespondAsync("text/plain", "hello"), IPAddress.Any, Port, new HttpServerOptions
                {
                    Tls = new TlsServerOptions { Certificate = s_certificate },
                    TlsPort = Port + 1,
                    MaxConnections = 4,
                    MaxTlsConnections = 2,
                });
            }
            finally
            {
                End();

                if (server != null)
                {
                    await server.CloseAsync();
                }
            }
        }

        // A server that passes its client on to another one.
        private static async Coroutine RelayAsync()
        {
            TcpServer server = new TcpServer(PassOnAsync, IPAddress.Any, Port);

            try
            {
                Begin();

                using (AsyncStream stream = await Tcp.OpenConnectionAsync("127.0.0.1", Port, 5000))
                {
                    try
                    {
                        await stream.WriteAsync("GET /10 HTTP/1.1\r\n\r\n");
                        string line = await stream.ReadLineAsync(100);
                        Check(line == "HTTP/1.1 200 OK" || (MayFail && line == null), "another line: " + line);
                    }
                    finally
                    {
                        End();
                    }
                }
            }
            finally
            {
                End();
                await server.CloseAsync(true);
            }
        }

        private static async Coroutine PassOnAsync(AsyncStream stream)
        {
            AsyncStream other = await Tcp.OpenConnectionAsync(Peer, 80, 5000);

            try
            {
                await stream.PipeAsync(other);
            }
            finally
            {
                // What is the app's is the app's to dispose of.
                End();
                other.Dispose();
            }
        }

        private static async Coroutine TokenAsync(string operation)
        {
            CancellationTokenSource source = new CancellationTokenSource();
            Coroutine work = GiveAsync(operation == "token" ? 2 : Patience / 2);
            Coroutine canceling = operation == "token" ? null : DeviceLoop.CreateTask(CancelAsync(source, work));
            Begin();

            try
            {
                await work.WaitAsync(source.Token);
                Check(canceling == null, "it was not cancelled");
            }
            catch (OperationCanceledException)
            {
                Check(canceling != null, "it was cancelled");
            }
            finally
            {
                End();

                if (canceling != null)
                {
                    await canceling;
                }
            }
        }

        private static async Coroutine CancelAsync(CancellationTokenSource source, Coroutine work)
        {
            await PauseAsync(2);

            try
            {
                source.Cancel();
            }
            catch (Exception)
            {
                // The runtime had no memory for what the token calls.
                Check(MayFail, "Cancel has failed");
                Cancel(work);
            }
        }

        private static async Coroutine<int> GiveAsync(int value)
        {
            await Coroutine.Delay(value);
            return value;
        }
    }
}
