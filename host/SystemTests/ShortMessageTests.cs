using UAsyncio.Reliability;
using UAsyncio.SystemTests.Simulations;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// A device's heap is full for a moment, at each point in turn of what is done with a broker over WebSocket and with Home Assistant: slots, timers
    /// and sockets are as before, and the operation works once more.
    /// </summary>
    public sealed class ShortMessageTests
    {
        // An operation has hundreds of places, those of MQTT and of WebSockets among them: the tests leave some of them out, the long form none.
        private const int SingleStep = 5;
        private const int PairStep = 17;

        private static readonly ShortMemory s_memory = new(
            "UAsyncio.Nano.Tests.Shortage.HostShortMessages",
            false,
            "UAsyncio.Nano",
            "UAsyncio.Nano.Net",
            "UAsyncio.Nano.Http",
            "UAsyncio.Nano.WebSockets",
            "UAsyncio.Nano.Mqtt",
            "UAsyncio.Nano.Mqtt.WebSockets",
            "UAsyncio.Nano.Mqtt.HomeAssistant");

        private readonly ITestOutputHelper _output;

        public ShortMessageTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        public void Nothing_is_lost_by_any_operation(int failures)
        {
            ShortSimulation trial = new(s_memory, simulation => _ = new SimulatedServers(simulation, "peer.test"));
            trial.TryAll(failures, _ => Trial.IsLong ? 1 : failures == 1 ? SingleStep : PairStep);
            Trial.Report($"operations of messages over WebSocket with {failures} failing allocation(s)", trial.Places, "places", _output.WriteLine);
            trial.AssertNothingIsLost(100);
        }
    }
}
