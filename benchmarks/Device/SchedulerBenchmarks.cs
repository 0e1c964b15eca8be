using UAsyncio.Nano;

namespace Benchmarks.Device
{
    /// <summary>The scheduler's operations, each so many times.</summary>
    public static class SchedulerBenchmarks
    {
        /// <summary>Coroutines that yield by turns.</summary>
        public static void Yield(int coroutines, int times)
        {
            EventLoop loop = NewLoop(coroutines);

            for (int i = 1; i < coroutines; i++)
            {
                loop.CreateTask(YieldAsync(times));
            }

            Run(loop, YieldAsync(times));
        }

        /// <summary>Timers that are due one by one, each alone in its pass.</summary>
        public static void Delay(int timers, int times)
        {
            EventLoop loop = NewLoop(timers);

            for (int i = 1; i < timers; i++)
            {
                loop.CreateTask(DelayAsync(i, timers, times));
            }

            Run(loop, DelayAsync(timers, timers, times));
        }

        /// <summary>Timers that are due all at once.</summary>
        public static void DelayTogether(int timers, int times)
        {
            EventLoop loop = NewLoop(timers);

            for (int i = 1; i < timers; i++)
            {
                loop.CreateTask(DelayAsync(10, 10, times));
            }

            Run(loop, DelayAsync(10, 10, times));
        }

        /// <summary>Calls of a child that ends at once.</summary>
        public static void Child(int times)
        {
            Run(ChildAsync(times));
        }

        /// <summary>Calls of a child that yields once.</summary>
        public static void SuspendingChild(int times)
        {
            Run(SuspendingChildAsync(times));
        }

        /// <summary>Calls of a child that returns an int at once.</summary>
        public static void IntChild(int times)
        {
            Run(IntChildAsync(times));
        }

        /// <summary>Calls of a child that returns a string at once.</summary>
        public static void StringChild(int times)
        {
            Run(StringChildAsync(times));
        }

        /// <summary>Tasks that are made, have their turn and end.</summary>
        public static void Task(int times)
        {
            Run(TaskAsync(times));
        }

        /// <summary>A child that ends at once, awaited under a time limit.</summary>
        public static void TimeLimit(int times)
        {
            Run(TimeLimitAsync(times));
        }

        /// <summary>Leaves the event queue and a suspended coroutine without locals for the host to weigh.</summary>
        public static void Hold()
        {
            EventLoop loop = new EventLoop();
            Coroutine suspended = loop.CreateTask(WaitAsync());
            loop.Run(SuspendAsync());
            Host.Held = new object[] { loop, suspended };
            loop.Close();
        }

        private static EventLoop NewLoop(int length)
        {
            int queue = length > EventLoop.DefaultLength ? length : EventLoop.DefaultLength;
            return new EventLoop(queue, queue, new HostPoller());
        }

        private static void Run(Coroutine coroutine)
        {
            Run(NewLoop(1), coroutine);
        }

        private static void Run(EventLoop loop, Coroutine coroutine)
        {
            Host.Held = coroutine;
            loop.Run(coroutine);
            loop.Close();
        }

        private static async Coroutine YieldAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await Coroutine.Yield();
            }
        }

        private static async Coroutine DelayAsync(int first, int period, int times)
        {
            await Coroutine.Delay(first);

            for (int i = 0; i < times; i++)
            {
                await Coroutine.Delay(period);
            }
        }

        private static async Coroutine ChildAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await NothingAsync();
            }
        }

        private static async Coroutine SuspendingChildAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await SuspendAsync();
            }
        }

        private static async Coroutine IntChildAsync(int times)
        {
            int sum = 0;

            for (int i = 0; i < times; i++)
            {
                sum += await IntAsync();
            }
        }

        private static async Coroutine StringChildAsync(int times)
        {
            string last = null;

            for (int i = 0; i < times; i++)
            {
                last = await StringAsync(last);
            }
        }

        private static async Coroutine TaskAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                _ = EventLoop.Current.CreateTask(NothingAsync());
                await Coroutine.Yield();
            }
        }

        private static async Coroutine TimeLimitAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await SuspendAsync().WaitAsync(1000);
            }
        }

        private static async Coroutine WaitAsync()
        {
            await Coroutine.Delay(Coroutine.MaxDelay);
        }

        private static async Coroutine SuspendAsync()
        {
            await Coroutine.Yield();
        }

#pragma warning disable CS1998 // Without an await: that is what is measured.
        private static async Coroutine NothingAsync()
        {
        }

        private static async Coroutine<int> IntAsync()
        {
            return 1;
        }

        private static async Coroutine<string> StringAsync(string text)
        {
            return text;
        }
#pragma warning restore CS1998
    }
}
