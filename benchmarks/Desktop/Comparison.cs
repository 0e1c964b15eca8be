using System;

namespace UAsyncio.Benchmarks.Desktop
{
    /// <summary>The same work done by the library, by hand, and with a thread for each connection.</summary>
    /// <param name="Name">What it is.</param>
    /// <param name="Library">Does it by the library.</param>
    /// <param name="ByHand">Does it by a state machine written by hand.</param>
    /// <param name="ByThread">Does it with a thread; null where there is no such thing.</param>
    public sealed record Comparison(string Name, Func<Operation> Library, Func<Operation> ByHand, Func<Operation>? ByThread = null)
    {
        private const int Times = 1000;

        /// <summary>Gets all that can be timed: where a peer would have to sleep, the time would be its own.</summary>
        public static Comparison[] All { get; } =
        [
            Scheduler("yield round trip, 16 coroutines", "Yield", 16),
            Scheduler("delay, 16 timers due together", "DelayTogether", 16),
            Scheduler("delay, 256 timers, each due alone", "Delay", 256),
            Scheduler("await of a child that completes at once", "Child"),
            Scheduler("await of a child that suspends once (a yield)", "SuspendingChild"),
            Scheduler("`Coroutine<int>` that completes at once", "IntChild"),
            new(
                "HTTP request and response, connection kept",
                () => ServerOperations.HttpRequest(ServerOperations.LibraryHttp, () => 1),
                () => ServerOperations.HttpRequest(ServerOperations.ByHand, () => 1),
                ThreadOperations.HttpRequest),
        ];

        private static Comparison Scheduler(string name, string method, params object[] arguments)
        {
            return new(
                name,
                () => DeviceCode.Measure("SchedulerBenchmarks", method, 1, Times, arguments),
                () => DeviceCode.Measure(ServerOperations.ByHand, method, 1, Times, arguments));
        }
    }
}
