using UAsyncio.Nano;

namespace Benchmarks.Device
{
    /// <summary>Coroutines that run together: each yields once.</summary>
    public static class TogetherBenchmarks
    {
        /// <summary>Two, until both have ended.</summary>
        public static void WhenAll(int times)
        {
            SyncBenchmarks.Run(AllAsync(times));
        }

        /// <summary>Two, until one has ended; the other one ends beside.</summary>
        public static void WhenAny(int times)
        {
            SyncBenchmarks.Run(AnyAsync(times));
        }

        /// <summary>Two in a group.</summary>
        public static void Group(int times)
        {
            SyncBenchmarks.Run(GroupAsync(times));
        }

        /// <summary>A task behind a shield.</summary>
        public static void Shield(int times)
        {
            SyncBenchmarks.Run(ShieldAsync(times));
        }

        /// <summary>One under a limit that it moves.</summary>
        public static void TimeLimit(int times)
        {
            SyncBenchmarks.Run(LimitAsync(times));
        }

        private static async Coroutine AllAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await Coroutine.WhenAll(YieldAsync(), YieldAsync());
            }
        }

        private static async Coroutine AnyAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await Coroutine.WhenAny(YieldAsync(), YieldAsync());
            }
        }

        private static async Coroutine GroupAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                TaskGroup group = new TaskGroup();

                try
                {
                    _ = group.CreateTask(YieldAsync());
                    _ = group.CreateTask(YieldAsync());
                    await group.JoinAsync();
                }
                finally
                {
                    await group.CloseAsync();
                }
            }
        }

        private static async Coroutine ShieldAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await Coroutine.Shield(YieldAsync());
            }
        }

        private static async Coroutine LimitAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                TimeLimit limit = new TimeLimit(1000);
                await limit.RunAsync(MoveAsync(limit));
            }
        }

        private static async Coroutine MoveAsync(TimeLimit limit)
        {
            await Coroutine.Yield();
            limit.Reschedule(1000);
        }

        private static async Coroutine YieldAsync()
        {
            await Coroutine.Yield();
        }
    }
}
