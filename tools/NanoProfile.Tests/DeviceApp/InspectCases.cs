using System;
using System.Net;
using UAsyncio.Nano;
using UAsyncio.Nano.Inspection;
using UAsyncio.Nano.Net;

namespace ProfileApp
{
    /// <summary>Coroutines that fail, and a console to look at some that do not.</summary>
    public static class InspectCases
    {
        public static void FailTask()
        {
            EventLoop loop = new EventLoop();
            loop.Run(UntilEndedAsync(loop.CreateTask(OuterAsync(), "pump")));
        }

        public static void FailRun()
        {
            new EventLoop().Run(OuterAsync());
        }

        public static void FailPlain()
        {
            using (new Closing())
            {
                Break();
            }
        }

        /// <summary>Serves a console on port 2323.</summary>
        public static void Serve()
        {
            EventLoop loop = new EventLoop();
            InspectionConsole console = new InspectionConsole(new TaskWatch(loop), "secret");
            TcpServer server = new TcpServer(console.ServeAsync, IPAddress.Any, 2323, new TcpServerOptions { MaxConnections = 2 });
            loop.CreateTask(SleepAsync(1000000), "sleeper");
            Console.WriteLine("serving on 2323");
            loop.RunForever();
            server.Close();
        }

        private static async Coroutine OuterAsync()
        {
            await MiddleAsync(); // outer
        }

        private static async Coroutine MiddleAsync()
        {
            try
            {
                await InnerAsync(); // middle
            }
            catch (ArgumentException)
            {
                await Coroutine.Yield();
                throw;
            }
        }

        private static async Coroutine InnerAsync()
        {
            await Coroutine.Delay(1);
            Break();
        }

        private static void Break()
        {
            throw new ArgumentException("deep"); // innermost
        }

        // Without an await of it, which would be the one that knows of its failure.
        private static async Coroutine UntilEndedAsync(Coroutine task)
        {
            while (!task.IsCompleted)
            {
                await Coroutine.Delay(1);
            }
        }

        private static async Coroutine SleepAsync(int milliseconds)
        {
            await Coroutine.Delay(milliseconds);
        }

        private sealed class Closing : IDisposable
        {
            public void Dispose()
            {
            }
        }
    }
}
