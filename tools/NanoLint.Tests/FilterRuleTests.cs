using Xunit;

namespace UAsyncio.NanoLint.Tests;

public class FilterRuleTests
{
    private const string Source = """
        using System;
        using UAsyncio.Nano;
        class C
        {
            static int s_n;
            static void Plain()
            {
                try { s_n++; }
                catch (ArgumentException e) when (e.Message == null) // UAN109
                { s_n = 1; }
                catch (Exception) { s_n = 2; }
            }
            static async Coroutine Wait()
            {
                try { await Coroutine.Yield(); }
                catch (Exception) when (s_n == 1) // UAN109
                { await Coroutine.Yield(); throw; }
            }
        }
        """;

    [Fact]
    public void A_filter_is_refused_where_it_was_not_woven()
    {
        foreach (bool optimize in new[] { false, true })
        {
            using var code = new DeviceCode(Source, optimize, weave: false);
            Expect.Same(Source, System.Linq.Enumerable.Where(code.Lint(), finding => finding.Code == "UAN109"), "not woven");
        }
    }

    [Fact]
    public void The_weaver_leaves_none() => Expect.Announced(Source.Replace("// UAN109", ""));
}
