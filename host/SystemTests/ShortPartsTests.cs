using System;
using System.Linq;
using UAsyncio.SystemTests.Simulations;
using UAsyncio.Reliability;
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
        private const int Once = 5000;

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

        private static readonly string[] s_ways = [" in time", " in a limit", " or a delay"];
        private static readonly string[] s_handingOver = ["lock", "semaphore", "queue get"];

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
            ShortSimulation trial = new(s_memory, simulation => _ = new SimulatedServers(simulation, "peer.test"));

            trial.TryAll(failures, operation => StepOf(operation, failures));
            Trial.Report($"operations of the parts with {failures} failing allocation(s)", trial.Places, "places", _output.WriteLine);
            trial.AssertNothingIsLost(2500);
        }

        // The long form leaves no place out. A client's operation has hundreds of them, and the primitives have many ways in which they are waited for:
        // of these a single failure is tried with those that hand something over.
        private static int StepOf(string operation, int failures)
        {
            if (Trial.IsLong)
            {
                return 1;
            }

            if (IsOfClient(operation))
            {
                return failures == 1 ? SingleStep : PairStep;
            }

            bool isPlain = !s_ways.Any(way => operation.Contains(way, StringComparison.Ordinal));
            return isPlain || (failures == 1 && s_handingOver.Any(kind => operation.StartsWith(kind, StringComparison.Ordinal))) ? 1 : Once;
        }

        private static bool IsOfClient(string operation)
        {
            return operation.StartsWith("HTTP", StringComparison.Ordinal) || operation.Contains("WebSocket", StringComparison.Ordinal) || operation.Contains("body", StringComparison.Ordinal)
                || operation.StartsWith("MQTT", StringComparison.Ordinal) || operation.StartsWith("TLS", StringComparison.Ordinal);
        }
    }
}
