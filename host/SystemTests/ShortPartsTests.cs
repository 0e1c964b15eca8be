using System;
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
            ShortSimulation trial = new(s_memory, simulation => _ = new SimulatedServers(simulation, "peer.test"));

            // A client's operation has hundreds of places: the tests leave some of them out, the long form none.
            trial.TryAll(failures, operation => !IsOfClient(operation) || Trial.IsLong ? 1 : failures == 1 ? SingleStep : PairStep);
            Trial.Report($"operations of the parts with {failures} failing allocation(s)", trial.Places, "places", _output.WriteLine);
            trial.AssertNothingIsLost(2500);
        }

        private static bool IsOfClient(string operation)
        {
            return operation.StartsWith("HTTP", StringComparison.Ordinal) || operation.StartsWith("WebSocket", StringComparison.Ordinal)
                || operation.StartsWith("MQTT", StringComparison.Ordinal) || operation.StartsWith("TLS", StringComparison.Ordinal);
        }
    }
}
