using System;
using System.Reflection;
using System.Threading;
using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    public sealed class ThreadTests
    {
        private static readonly MethodInfo s_recurse = ProfileApp.Assembly.GetType("ProfileApp.Cases", throwOnError: true)!.GetMethod("Recurse")!;

        [Fact]
        public void Threads_that_ended_without_counts_leave_nothing()
        {
            RunThread();
            long before = GC.GetTotalMemory(true);

            for (int i = 0; i < 500; i++)
            {
                RunThread();
            }

            Assert.InRange(GC.GetTotalMemory(true) - before, long.MinValue, 5_000_000);
        }

        [Fact]
        public void What_was_counted_on_a_thread_that_ended_stays()
        {
            Cost cost = Profiler.Measure(() =>
            {
                RunThread();
                RunThread();
            });
            Assert.Equal(800, cost.Calls.Direct);
        }

        // On a path of some hundred methods.
        private static void RunThread()
        {
            Thread thread = new(() => s_recurse.Invoke(null, [400]));
            thread.Start();
            thread.Join();
        }
    }
}
