using System;
using System.IO;
using Xunit;

namespace UAsyncio.Benchmarks.Tests
{
    public sealed class OverrunTests : IDisposable
    {
        private static readonly Figure s_yield = new("Waiting", "yield") { Cost = new Operation(117.6, 6, 1, 0) { Held = 84 } };
        private static readonly Figure s_queue = new("Held", "queue") { Size = 504 };

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("Budgets");

        private string Path => System.IO.Path.Combine(_folder.FullName, "budgets.txt");

        public void Dispose() => _folder.Delete(recursive: true);

        [Fact]
        public void What_the_budgets_were_taken_from_is_within_them()
        {
            Budgets.Write(Path, [s_yield, s_queue]);
            Assert.Empty(Budgets.Overruns(Path, [s_yield, s_queue]));
        }

        [Fact]
        public void Less_is_within_the_budget()
        {
            Budgets.Write(Path, [s_yield, s_queue]);
            Assert.Empty(Budgets.Overruns(Path, [s_yield with { Cost = new Operation(90, 6, 0, 0) }, s_queue with { Size = 480 }]));
        }

        [Fact]
        public void More_is_told_with_the_old_and_the_new_figure_of_each_unit()
        {
            Budgets.Write(Path, [s_yield, s_queue]);
            Figure slower = s_yield with { Cost = new Operation(120.25, 6, 2, 24) { Held = 96 } };
            Assert.Equal(
                [
                    "yield: 117.6 IL instructions before, 120.25 now",
                    "yield: 1 polls before, 2 now",
                    "yield: 0 bytes allocated before, 24 now",
                    "yield: 84 bytes held before, 96 now",
                    "queue: 504 bytes held before, 516 now",
                ],
                Budgets.Overruns(Path, [slower, s_queue with { Size = 516 }]));
        }

        [Fact]
        public void Figure_without_a_budget_is_told()
        {
            Budgets.Write(Path, [s_yield]);
            Assert.StartsWith("queue: no budget", Assert.Single(Budgets.Overruns(Path, [s_yield, s_queue])), StringComparison.Ordinal);
        }

        [Fact]
        public void Budget_whose_figure_is_gone_is_told()
        {
            Budgets.Write(Path, [s_yield, s_queue]);
            Assert.StartsWith("queue: no longer counted", Assert.Single(Budgets.Overruns(Path, [s_yield])), StringComparison.Ordinal);
        }

        [Fact]
        public void Figure_that_depends_on_the_computers_network_stack_has_no_budget()
        {
            Figure write = s_yield with { DependsOnNetworkStack = true };
            Budgets.Write(Path, [write]);
            Assert.Empty(File.ReadAllText(Path));
            Assert.Empty(Budgets.Overruns(Path, [write]));
        }
    }
}
