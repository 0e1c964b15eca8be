using System;
using System.Linq;
using Xunit;

namespace UAsyncio.Benchmarks.Tests
{
    public sealed class FigureTests
    {
        // One process is one device: everything is counted once, one after the other.
        private static readonly Lazy<Figure[]> s_figures = new(() => Figures.All().ToArray());

        [Fact]
        public void No_figure_is_over_its_budget()
        {
            AssertNone(Budgets.Overruns(Paths.Budgets, s_figures.Value).ToArray());
        }

        [Fact]
        public void Every_target_is_met()
        {
            AssertNone(s_figures.Value.Where(f => f.Target is { IsMet: false, IsAim: false }).Select(f => $"{f.Name}: {f.Target!.Result}, the target is {f.Target.Limit}").ToArray());
        }

        [Fact]
        public void Waiting_on_a_primitive_allocates_nothing_but_a_condition()
        {
            Figure[] figures = s_figures.Value.Where(f => f.Group == PartFigures.Sync).ToArray();
            Assert.True(figures.Length > 10);
            AssertNone(figures.Where(f => f.Cost!.Value.Bytes > 0 && !f.Name.StartsWith("condition", StringComparison.Ordinal)).Select(f => f.Name).ToArray());
        }

        private static void AssertNone(string[] failures)
        {
            Assert.True(failures.Length == 0, string.Join(Environment.NewLine, failures));
        }
    }
}
