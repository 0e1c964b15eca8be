using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.Reliability;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// A device's heap is full for a moment, at each point in turn of what is done with datagrams: slots, timers and sockets are as before, and
    /// the operation works once more.
    /// </summary>
    public sealed class ShortDatagramTests
    {
        // A responder has a thousand places: the tests leave some of them out, the long form none.
        private const int Step = 7;

        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);

        private static readonly ShortMemory s_memory = new(
            "UAsyncio.Nano.Tests.Discovery.HostShortDatagrams",
            false,
            "UAsyncio.Nano",
            "UAsyncio.Nano.Udp",
            "UAsyncio.Nano.Discovery",
            "UAsyncio.Nano.Inspection");

        private readonly ITestOutputHelper _output;

        public ShortDatagramTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        public void Nothing_is_lost_by_any_operation(int failures)
        {
            List<string> lost = [];
            int places = 0;

            foreach (string operation in (string[])s_memory.Call("get_Operations")!)
            {
                int step = operation is "responder" or "service" && !Trial.IsLong ? Step : 1;

                // What is made once, such as static fields, is there when a device has started.
                Run(operation, 0, 0);
                bool reached = true;
                int before = 0;

                for (; reached && before < 5000; before += step)
                {
                    if (Run(operation, before, failures) is { } left)
                    {
                        lost.Add($"{operation}, allocation {before}: {left}");
                    }

                    reached = s_memory.HasFailed;
                }

                places += before / step;
            }

            Trial.Report($"operations of datagrams with {failures} failing allocation(s)", places, "places", _output.WriteLine);
            Assert.True(lost.Count == 0, lost.Count + " of " + places + "\n" + string.Join('\n', lost));
            Assert.True(places > 300, "only " + places + " places");
        }

        private static string? Run(string operation, int before, int failures)
        {
            using Simulation simulation = new(before, new SimulationOptions { Faults = SimulationFaults.None with { LeastLatency = 0, MostLatency = 0 } });
            string? left = "it hangs";
            s_memory.Arm(before, failures);
            simulation.Start(() => left = (string?)s_memory.Call("Run", operation, s_memory.Callback("PassCallback", s_memory.Begin), s_memory.Callback("PassCallback", s_memory.End)));
            simulation.RunUntil(() => simulation.Threads == 0, s_limit);
            return left ?? (simulation.Threads > 0 ? simulation.Threads + " threads" : null)
                ?? (DeviceSockets.Open > 0 ? DeviceSockets.Open + " sockets" : null)
                ?? simulation.Unhandled.FirstOrDefault()?.ToString();
        }
    }
}
