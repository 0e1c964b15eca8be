using System.Collections.Generic;
using System.Threading;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// Every operation of the core with each of its allocations failing in turn (the frame of a call is one), alone, in pairs and many in a
    /// row: slots, timers and waiters are as before afterwards, and the operation works once memory is back.
    /// </summary>
    public sealed class ShortMemoryCoreTests
    {
        private static readonly ShortMemory s_memory = new("UAsyncio.Nano.Tests.Core.HostShortCore", true, "UAsyncio.Nano");

        private readonly ITestOutputHelper _output;

        public ShortMemoryCoreTests(ITestOutputHelper output)
        {
            _output = output;
        }

        public static TheoryData<int> Failures => [1, 2, 40];

        [Theory]
        [MemberData(nameof(Failures))]
        public void Nothing_is_lost_by_any_operation(int failures)
        {
            List<string> lost = [];
            int tried = 0;

            foreach (string operation in (string[])s_memory.Type.GetField("Operations")!.GetValue(null)!)
            {
                bool reached = true;

                for (int before = 0; reached && before < 1000; before++, tried++)
                {
                    // A loop belongs to a thread: one that is left behind by a failure is that thread's.
                    Thread thread = new(() =>
                    {
                        string? left = Run(operation, before, failures, out reached);

                        if (left != null)
                        {
                            lost.Add($"{operation}, allocation {before}: {left}");
                        }
                    });
                    thread.Start();
                    thread.Join();
                }
            }

            _output.WriteLine($"{tried} places where memory was short for {failures} allocation(s)");
            Assert.True(tried > 500, "only " + tried + " allocations");
            Assert.True(lost.Count == 0, lost.Count + " of " + tried + "\n" + string.Join('\n', lost));
        }

        [Theory]
        [MemberData(nameof(Failures))]
        public void A_loop_is_made_and_closed_or_can_be_once_more(int failures)
        {
            List<string> lost = [];
            bool reached = true;
            int before = 0;

            for (; reached && before < 1000; before++)
            {
                Thread thread = new(() =>
                {
                    s_memory.Arm(before, failures);
                    object? left = s_memory.Call("MakeAndClose", s_memory.Callback("MemoryCallback", s_memory.Begin), s_memory.Callback("MemoryCallback", s_memory.End));
                    reached = s_memory.HasFailed;

                    if (left != null)
                    {
                        lost.Add($"allocation {before}: {left}");
                    }
                });
                thread.Start();
                thread.Join();
            }

            Assert.True(before > 10, "only " + before + " allocations");
            Assert.True(lost.Count == 0, string.Join('\n', lost));
        }

        private static string? Run(string operation, int before, int failures, out bool reached)
        {
            s_memory.Arm(before, failures);
            object? left = s_memory.Call("Run", operation, s_memory.Callback("MemoryCallback", s_memory.Begin), s_memory.Callback("MemoryCallback", s_memory.End));
            reached = s_memory.HasFailed;
            return (string?)left;
        }
    }
}
