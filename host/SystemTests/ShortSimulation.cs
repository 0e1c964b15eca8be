using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// Operations of the device's tests in a network without faults, where memory fails at each place of each of them in turn. Their class has
    /// Operations and Run, which tells what is wrong afterwards.
    /// </summary>
    /// <param name="memory">Theirs.</param>
    /// <param name="prepare">What a simulation needs beside them.</param>
    /// <param name="leftover">Says what is left when they have ended; null for nothing.</param>
    internal sealed class ShortSimulation(ShortMemory memory, Action<Simulation>? prepare = null, Func<string?>? leftover = null)
    {
        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);

        private readonly List<string> _lost = [];

        /// <summary>Gets at how many places memory has failed.</summary>
        public int Places { get; private set; }

        /// <summary>Has it fail.</summary>
        /// <param name="failures">How often in a row.</param>
        /// <param name="step">Of an operation, which of its places: each, each second one and so on.</param>
        public void TryAll(int failures, Func<string, int> step)
        {
            foreach (string operation in (string[])memory.Call("get_Operations")!)
            {
                // What is made once, such as static fields, is there when a device has started.
                Run(operation, 0, 0);
                bool reached = true;
                int before = 0;

                for (; reached && before < 5000; before += step(operation))
                {
                    if (Run(operation, before, failures) is { } left)
                    {
                        _lost.Add($"{operation}, allocation {before}: {left}");
                    }

                    reached = memory.HasFailed;
                }

                Places += before / step(operation);
            }
        }

        /// <summary>After all there is what was there before.</summary>
        /// <param name="places">How many there were at the least.</param>
        public void AssertNothingIsLost(int places)
        {
            Assert.True(Places > places, "only " + Places + " places");
            Assert.True(_lost.Count == 0, _lost.Count + " of " + Places + "\n" + string.Join('\n', _lost));
        }

        private string? Run(string operation, int before, int failures)
        {
            using Simulation simulation = new(before, new SimulationOptions { Faults = SimulationFaults.None with { LeastLatency = 0, MostLatency = 0 } });
            string? left = "it hangs";
            memory.Arm(before, failures);
            prepare?.Invoke(simulation);
            simulation.Start(() => left = (string?)memory.Call("Run", operation, memory.Callback("PassCallback", memory.Begin), memory.Callback("PassCallback", memory.End)));
            simulation.RunUntil(() => simulation.Threads == 0, s_limit);
            return left ?? (simulation.Threads > 0 ? simulation.Threads + " threads" : null)
                ?? (DeviceSockets.Open > 0 ? DeviceSockets.Open + " sockets" : null)
                ?? leftover?.Invoke()
                ?? simulation.Unhandled.FirstOrDefault()?.ToString();
        }
    }
}
