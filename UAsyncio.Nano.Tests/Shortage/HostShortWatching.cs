using System;
using System.Text;
using System.Threading;
using UAsyncio.Nano.Cancellation;
using UAsyncio.Nano.Inspection;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Shortage
{
    /// <summary>
    /// What watches, logs and is told by tokens, whose memory the host takes away for a moment: it calls each by reflection. Each may fail then; it leaves
    /// nothing, and works once more.
    /// </summary>
    public static class HostShortWatching
    {
        /// <summary>Gets the names of all operations.</summary>
        public static string[] Operations => new[] { "watchdog", "tasks", "ring", "targets", "helper thread", "helper thread that is cancelled", "source" };

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">One of the names.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, PassCallback begin, PassCallback end)
        {
            return ShortRun.Run(operation, OperateAsync, null, begin.Invoke, end.Invoke);
        }

        private static Coroutine OperateAsync(string operation)
        {
            switch (operation)
            {
                case "watchdog":
                    return LookAsync();
                case "tasks":
                    return ListAsync();
                case "ring":
                    return KeepAsync();
                case "targets":
                    return LogAsync();
                case "helper thread":
                    return RunAsync();
                case "helper thread that is cancelled":
                    return GiveUpAsync();
                default:
                    return CancelSourceAsync();
            }
        }

        // A turn that is too long is told once, as soon as there is the memory for it.
        private static async Coroutine LookAsync()
        {
            int told = 0;
            TaskWatch watch = new TaskWatch(DeviceLoop);

            try
            {
                await Coroutine.Yield();

                using (Watchdog watchdog = new Watchdog(watch, 1000, (task, resumed, milliseconds) => told++))
                {
                    // Its timer's thread does not look here: the memory is taken from this one.
                    watchdog.Dispose();
                    Block();
                    Begin();

                    for (int i = 0; i < 4; i++)
                    {
                        try
                        {
                            watchdog.Look();
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }

                    End();
                    Check(told == 1, "told: " + told);
                }
            }
            finally
            {
                End();
                DeviceLoop.Watch = null;
            }
        }

        private static void Block()
        {
            Thread.Sleep(2000);
        }

        // Those that live are listed, and nobody else.
        private static async Coroutine ListAsync()
        {
            TaskWatch watch = new TaskWatch(DeviceLoop);
            Coroutine living = null;
            Begin();

            try
            {
                living = DeviceLoop.CreateTask(LiveAsync());
                await PauseAsync(1);

                for (int i = 0; i < 3; i++)
                {
                    await DeviceLoop.CreateTask(PauseAsync(1));
                }
            }
            finally
            {
                End();
                await Coroutine.Delay(10);
                int count = 0;

                for (TaskInfo info = watch.First; info != null; info = info.Next)
                {
                    count += info.Task == living ? 1 : 100;
                }

                Check(count == (living == null || living.IsCompleted ? 0 : 1), "listed: " + count);
                DeviceLoop.Watch = null;

                if (living != null)
                {
                    await EndAsync(living);
                }
            }

            // Without a timer: only the list tells of it.
            async Coroutine LiveAsync()
            {
                await new AsyncEvent().WaitAsync();
            }
        }

        // Whole lines, in order, and the last is there.
        private static async Coroutine KeepAsync()
        {
            RingTarget ring = new RingTarget(64);
            Logger log = new Logger("a", ring);

            for (int i = 0; i < 4; i++)
            {
                log.Info("a line of before " + i);
            }

            Begin();

            try
            {
                log.Info("one");
                log.Info("a line that takes much of the room there is");
                log.Info("three");
            }
            finally
            {
                End();
                log.Info("the last");
                byte[] bytes = ring.ToBytes();
                string text = Encoding.UTF8.GetString(bytes, 0, bytes.Length);
                Check(text.EndsWith("I a: the last\n"), "not the last: " + text);

                for (int start = 0; start < text.Length; start = text.IndexOf('\n', start) + 1)
                {
                    string line = text.Substring(start, text.IndexOf('\n', start) - start);
                    Check(line.StartsWith("I a: ") && line.LastIndexOf("I a: ") == 0, "half a line: " + text);
                }
            }
        }

        // A target that memory is too short for keeps neither the others nor the next message back.
        private static async Coroutine LogAsync()
        {
            RingTarget first = new RingTarget(256);
            RingTarget second = new RingTarget(256);
            Logger log = new Logger("a", first);
            Begin();

            try
            {
                log.Add(second);
                log.For("b").Info("{0} and {1}", 1, "two");
            }
            finally
            {
                End();
                log.Add(second);
                log.Info("the last");
                Check(Last(first) && Last(second), "a target has not the last");
            }
        }

        private static bool Last(RingTarget target)
        {
            byte[] bytes = target.ToBytes();
            return Encoding.UTF8.GetString(bytes, 0, bytes.Length).EndsWith("I a: the last\n");
        }

        private static async Coroutine RunAsync()
        {
            bool isCalled = false;
            Begin();

            try
            {
                await CancellationExtensions.RunAsync((token, state) => isCalled = !token.IsCancellationRequested);
                Check(isCalled, "it was not called");
            }
            finally
            {
                End();
            }
        }

        // What has begun is told that nobody wants it any more, whatever memory is too short for.
        private static async Coroutine GiveUpAsync()
        {
            bool hasBegun = false;
            bool isTold = false;
            Coroutine running = null;
            Begin();

            try
            {
                running = CancellationExtensions.RunAsync(Work);
                await CancelAsync(running);
            }
            finally
            {
                End();

                if (running != null)
                {
                    await EndAsync(running);
                }

                await PauseAsync(50);
                Check(isTold || !hasBegun, "it goes on");
            }

            void Work(CancellationToken token, object state)
            {
                hasBegun = true;

                for (int i = 0; i < 1000 && !isTold; i++)
                {
                    Thread.Sleep(1);
                    isTold = token.IsCancellationRequested;
                }
            }
        }

        private static async Coroutine CancelSourceAsync()
        {
            CancellationTokenSource source = new CancellationTokenSource();
            Coroutine working = null;
            bool hasBegun = false;
            Begin();

            try
            {
                working = WaitAsync().CancelsAsync(source);
                await CancelAsync(working);
            }
            finally
            {
                End();

                if (working != null)
                {
                    await EndAsync(working);
                    Check(source.IsCancellationRequested || !hasBegun, "the source is not canceled");
                }
            }

            async Coroutine WaitAsync()
            {
                hasBegun = true;
                await Coroutine.Delay(Patience);
            }
        }
    }
}
