using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Threading;
using UAsyncio.NanoProfile;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.DeviceTests
{
    /// <summary>
    /// Every operation of the core with each of its allocations failing in turn (the frame of a call is one), alone, in pairs and many in a
    /// row: slots, timers and waiters are as before afterwards, and the operation works once memory is back.
    /// </summary>
    public sealed class ShortMemoryCoreTests
    {
        private const string Name = "UAsyncio.Nano.Tests.Core.HostShortCore";

        private static readonly Type s_scenes = Load();

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

            foreach (string operation in (string[])s_scenes.GetField("Operations")!.GetValue(null)!)
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

        private static string? Run(string operation, int before, int failures, out bool reached)
        {
            bool isShort = false;
            bool isReached = false;
            Type callback = s_scenes.Assembly.GetType("UAsyncio.Nano.Tests.Core.MemoryCallback")!;
            Action shorten = () =>
            {
                isShort = true;
                Profiler.FailAllocations(before, failures);
            };
            Action recover = () =>
            {
                isReached |= isShort && Profiler.AllocationsToFail < failures;
                isShort = false;
                Profiler.FailAllocations(0, 0);
            };
            object? left = s_scenes.GetMethod("Run")!.Invoke(
                null, [operation, Delegate.CreateDelegate(callback, shorten, "Invoke"), Delegate.CreateDelegate(callback, recover, "Invoke")]);
            reached = isReached;
            return (string?)left;
        }

        // A copy with counters: one folder is loaded once.
        private static Type Load()
        {
            string tests = DeviceAssembly.TestType(Name).Assembly.Location;
            string folder = Directory.CreateTempSubdirectory("short-core-").FullName;

            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(tests)!, "*.dll"))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            try
            {
                Profiler.Load(Path.Combine(folder, "UAsyncio.Nano.dll"));
                return Profiler.Load(Path.Combine(folder, Path.GetFileName(tests))).GetType(Name)!;
            }
            finally
            {
                Device.Rewriter = null;
                Directory.Delete(folder, true);
            }
        }
    }
}
