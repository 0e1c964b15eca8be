using System;
using System.Globalization;
using System.IO;
using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace UAsyncio.Benchmarks.Desktop
{
    /// <summary>
    /// How many times as much the library takes as the same by hand: instructions counted, and time on desktop .NET. A sanity check,
    /// no more: a compiler to machine code likes other code than an interpreter does.
    /// </summary>
    public static class Ratios
    {
        /// <summary>Counts, then times; a minute or two.</summary>
        public static string Format()
        {
            string text = "Times as much as by hand, counted in IL instructions of the device and timed by BenchmarkDotNet on desktop .NET:\n\n"
                + "| | library: IL | time | thread: IL | time |\n|---|--:|--:|--:|--:|\n";
            (Comparison Comparison, double Library, double? Thread)[] counted = Comparison.All.Select(Count).ToArray();
            string folder = Directory.CreateTempSubdirectory("UAsyncio.Benchmarks").FullName;
            try
            {
                DeviceCode.StopCounting(folder);
                Summary summary = Time(folder);
                foreach ((Comparison comparison, double library, double? thread) in counted)
                {
                    double byHand = Median(summary, comparison, nameof(Timing.ByHand));
                    text += string.Create(CultureInfo.InvariantCulture, $"| {comparison.Name} | {library:0.00} | {Median(summary, comparison, nameof(Timing.Library)) / byHand:0.00} ")
                        + (thread == null ? "| | |\n" : string.Create(CultureInfo.InvariantCulture, $"| {thread:0.00} | {Median(summary, comparison, nameof(Timing.ByThread)) / byHand:0.00} |\n"));
                }

                return text;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        private static (Comparison Comparison, double Library, double? Thread) Count(Comparison comparison)
        {
            double byHand = comparison.ByHand().Instructions;
            return (comparison, comparison.Library().Instructions / byHand, comparison.ByThread?.Invoke().Instructions / byHand);
        }

        // In this process: BenchmarkDotNet's own would not load the device's assemblies.
        private static Summary Time(string folder)
        {
            Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(10).WithIterationTime(TimeInterval.FromMilliseconds(100));
            ManualConfig config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(NullLogger.Instance).WithArtifactsPath(folder)
                .WithOptions(ConfigOptions.DisableOptimizationsValidator);
            return BenchmarkRunner.Run<Timing>(config);
        }

        private static double Median(Summary summary, Comparison comparison, string method)
        {
            BenchmarkReport report = summary.Reports.First(r =>
                r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method && Equals(r.BenchmarkCase.Parameters[nameof(Timing.Name)], comparison.Name));
            return report.ResultStatistics?.Median ?? throw new InvalidOperationException($"{comparison.Name}, {method}: BenchmarkDotNet has no result.");
        }
    }
}
