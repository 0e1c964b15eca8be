using UAsyncio.Reliability;
using UAsyncio.SystemTests.Simulations;
using UAsyncio.SystemTests.Tls;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// A device's heap is full for a moment, at each point in turn of what its servers do and what their clients hear: forms, files, events, a
    /// console, a relay; and of tokens. Nothing stays open, nothing is told twice or not at all, and the server answers the next one.
    /// </summary>
    public sealed class ShortServingTests
    {
        // A request has hundreds of places: the tests leave some of them out, the long form none.
        private const int SingleStep = 3;
        private const int PairStep = 11;

        private static readonly ShortMemory s_memory = new(
            "UAsyncio.Nano.Tests.Shortage.HostShortServing",
            false,
            "UAsyncio.Nano",
            "UAsyncio.Nano.Cancellation",
            "UAsyncio.Nano.Inspection",
            "UAsyncio.Nano.Net",
            "UAsyncio.Nano.Http",
            "UAsyncio.Nano.Http.Client");

        private readonly ITestOutputHelper _output;

        public ShortServingTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        public void Nothing_is_lost_by_any_operation(int failures)
        {
            s_memory.Call("UseCertificate", Certificates.Server.Certificate, Certificates.Server.Key);
            ShortSimulation trial = new(s_memory, simulation => _ = new SimulatedServers(simulation, "peer.test"));
            trial.TryAll(failures, operation => Trial.IsLong || operation.StartsWith("token", System.StringComparison.Ordinal) ? 1 : failures == 1 ? SingleStep : PairStep);
            Trial.Report($"operations of servers with {failures} failing allocation(s)", trial.Places, "places", _output.WriteLine);
            trial.AssertNothingIsLost(400);
        }
    }
}
