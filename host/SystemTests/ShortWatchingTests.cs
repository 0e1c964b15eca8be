using UAsyncio.Reliability;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// A device's heap is full for a moment while somebody watches its tasks, logs, or has a helper thread called with a token: what is to be told is told, once,
    /// and what is kept is whole.
    /// </summary>
    public sealed class ShortWatchingTests
    {
        private static readonly ShortMemory s_memory = new(
            "UAsyncio.Nano.Tests.Shortage.HostShortWatching",
            false,
            "UAsyncio.Nano",
            "UAsyncio.Nano.Cancellation",
            "UAsyncio.Nano.Inspection");

        private readonly ITestOutputHelper _output;

        public ShortWatchingTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        public void Nothing_is_lost_by_any_operation(int failures)
        {
            ShortSimulation trial = new(s_memory);
            trial.TryAll(failures, _ => 1);
            Trial.Report($"operations of watching with {failures} failing allocation(s)", trial.Places, "places", _output.WriteLine);
            trial.AssertNothingIsLost(100);
        }
    }
}
