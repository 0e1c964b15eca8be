using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.SystemTests.Simulations;
using UAsyncio.Reliability;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// A device's heap is full for a moment, at each point in turn of each operation of the primitives, of what runs together, and of clients:
    /// slots, timers, sockets and waiters are as before, and the operation works once more.
    /// </summary>
    public sealed class ShortPartsTests
    {
        private const int SingleStep = 2;
        private const int PairStep = 9;

        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);

        // In the library, not in what calls it.
        private static readonly ShortMemory s_memory = new(
            "UAsyncio.Nano.Tests.Reliability.HostShortParts",
            false,
            "UAsyncio.Nano",
            "UAsyncio.Nano.Net",
            "UAsyncio.Nano.Http",
            "UAsyncio.Nano.Http.Client",
            "UAsyncio.Nano.WebSockets",
            "UAsyncio.Nano.Mqtt");

        private readonly ITestOutputHelper _output;

        public ShortPartsTests(ITestOutputHelper output)
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
                // A client's operation has hundreds of places: the tests leave some of them out, the long form none.
                int step = !IsOfClient(operation) || Trial.IsLong ? 1 : failures == 1 ? SingleStep : PairStep;

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

            Trial.Report($"operations of the parts with {failures} failing allocation(s)", places, "places", _output.WriteLine);
            Assert.True(places > 2500, "only " + places + " places");
            Assert.True(lost.Count == 0, lost.Count + " of " + places + "\n" + string.Join('\n', lost));
        }

        private static bool IsOfClient(string operation)
        {
            return operation.StartsWith("HTTP", StringComparison.Ordinal) || operation.StartsWith("WebSocket", StringComparison.Ordinal)
                || operation.StartsWith("MQTT", StringComparison.Ordinal) || operation.StartsWith("TLS", StringComparison.Ordinal);
        }

        private static string? Run(string operation, int before, int failures)
        {
            using Simulation simulation = new(before, new SimulationOptions { Faults = SimulationFaults.None with { LeastLatency = 0, MostLatency = 0 } });
            string? left = "it hangs";
            s_memory.Arm(before, failures);
            _ = new SimulatedServers(simulation, "peer.test");
            simulation.Start(() => left = (string?)s_memory.Call("Run", operation, s_memory.Callback("PassCallback", s_memory.Begin), s_memory.Callback("PassCallback", s_memory.End)));
            simulation.RunUntil(() => simulation.Threads == 0, s_limit);
            return left ?? (simulation.Threads > 0 ? simulation.Threads + " threads" : null)
                ?? (DeviceSockets.Open > 0 ? DeviceSockets.Open + " sockets" : null)
                ?? simulation.Unhandled.FirstOrDefault()?.ToString();
        }
    }
}
