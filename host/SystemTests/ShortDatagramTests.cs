using UAsyncio.Reliability;
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
            ShortSimulation trial = new(s_memory);
            trial.TryAll(failures, operation => operation is "responder" or "service" && !Trial.IsLong ? Step : 1);
            Trial.Report($"operations of datagrams with {failures} failing allocation(s)", trial.Places, "places", _output.WriteLine);
            trial.AssertNothingIsLost(300);
        }
    }
}
