using System;
using System.Linq;
using UAsyncio.Benchmarks;
using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    public sealed class BudgetTests
    {
        [Fact]
        public void No_figure_is_over_its_budget()
        {
            string[] overruns = Budgets.Overruns(Paths.Budgets, Figures.All()).ToArray();
            Assert.True(overruns.Length == 0, string.Join(Environment.NewLine, overruns));
        }
    }
}
