using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;

namespace UAsyncio.Benchmarks.Desktop
{
    /// <summary>What BenchmarkDotNet times: the device code as it is, without counters.</summary>
    public class Timing
    {
        /// <summary>Gets the names of the comparisons.</summary>
        public static IEnumerable<string> Names => Comparison.All.Select(c => c.Name);

        /// <summary>Gets or sets the name of the comparison that is timed.</summary>
        [ParamsSource(nameof(Names))]
        public string Name { get; set; } = string.Empty;

        private Comparison Chosen => Comparison.All.First(c => c.Name == Name);

        /// <summary>By hand.</summary>
        [Benchmark(Baseline = true)]
        public Operation ByHand() => Chosen.ByHand();

        /// <summary>By the library.</summary>
        [Benchmark]
        public Operation Library() => Chosen.Library();

        /// <summary>With a thread; nothing where there is no such thing.</summary>
        [Benchmark]
        public Operation ByThread() => Chosen.ByThread?.Invoke() ?? default;
    }
}
