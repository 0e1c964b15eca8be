using UAsyncio.Weaver;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

public class AwaitInFilteredCatchTests
{
    private const string Head = """
        using System;
        using UAsyncio.Nano;
        class C
        {
            static bool s_flag;
            static int s_n;
            static void Work() { }
            static async Coroutine Wait() { await Coroutine.Yield(); }

        """;

    [Theory]
    [InlineData("try { await Wait(); }", "catch (Exception) when (s_flag)")]
    [InlineData("try { Work(); }", "catch (Exception) when (s_flag)")]
    [InlineData("try { await Wait(); }", "catch (Exception e) when (e.Message == null)")]
    [InlineData("try { Work(); }", "catch (Exception e) when (e.Message == null)")]
    [InlineData("try { Work(); }", "catch when (s_flag)")]
    [InlineData("try { Work(); } catch (ArgumentException) { s_n = 1; }", "catch (Exception) when (s_flag)")]
    [InlineData("try { Work(); } catch (ArgumentException) { await Wait(); }", "catch (Exception) when (s_flag)")]
    [InlineData("try { Work(); } catch (ArgumentException) when (s_n == 1) { s_n = 2; }", "catch (Exception) when (s_flag)")]
    public void IsRefused(string attempt, string filter)
    {
        foreach (string body in new[] { "{ await Wait(); }", "{ s_n++; await Wait(); throw; }", "{ if (s_n == 2) { await Wait(); return 3; } s_n = 1; }" })
        {
            Expect.Announced(Head + $$"""
                static async Coroutine<int> Bad()
                {
                    {{attempt}}
                    {{filter}} // UAN109
                    {{body}}
                    return 1;
                }
            }
            """);
        }
    }

    [Theory]
    [InlineData("await Wait();", "s_n++;")]
    [InlineData("Work();", "s_n++;")]
    [InlineData("await Wait();", "s_n = e.Message.Length;")]
    [InlineData("await Wait();", "s_n = 1;")]
    [InlineData("await Wait();", "return 1;")]
    [InlineData("Work();", "return 1;")]
    [InlineData("await Wait();", "x = 1;")]
    [InlineData("Work();", "x = 1;")]
    [InlineData("await Wait();", "throw;")]
    [InlineData("Work();", "")]
    public void AFilterWhoseCatchDoesNotAwaitIsClean(string attempt, string body)
    {
        foreach (string after in new[] { "", "finally { await Wait(); }", "finally { s_n = 4; }", "catch (ArgumentException) { await Wait(); }" })
        {
            Expect.Announced(Head + $$"""
                static async Coroutine<int> Good()
                {
                    int x = 0;
                    try { {{attempt}} }
                    catch (Exception e) when (e.Message == null) { {{body}} }
                    {{after}}
                    if (x == 1)
                    {
                        await Wait();
                    }

                    return x;
                }
            }
            """.Replace("catch (Exception e) when", after.StartsWith("catch") ? "catch (InvalidOperationException e) when" : "catch (Exception e) when"));
        }
    }

    [Fact]
    public void BothOfTwoAreFoundAlsoInALambdaAndNested() => Expect.Announced(Head + """
            delegate Coroutine Job();
            static async Coroutine Two(int k)
            {
                Job job = async () =>
                {
                    try { Work(); }
                    catch (Exception) when (k == 1) { await Wait(); } // UAN109
                };
                await job();
                try
                {
                    try { await Wait(); }
                    catch (ArgumentException) when (s_flag) { await Wait(); } // UAN109
                    catch (InvalidOperationException) when (s_n == 1) { s_n = 2; }
                    catch (Exception e) when (e.Message == "a") { await Wait(); s_n = e.Message.Length; } // UAN109
                }
                catch (Exception)
                {
                    await Wait();
                }
            }
        }
        """);

    [Fact]
    public void ItIsFoundWhateverTheFilterAndTheBodyDo() => Expect.Announced(Head + """
            delegate bool Test();
            static bool Ask(Test test) => test();
            static async Coroutine<int> Bad(int k)
            {
                for (int i = 0; i < 3; i++)
                {
                    try { Work(); }
                    catch (Exception e) when (Ask(() => e.Message == "a" && i == k)) // UAN109
                    {
                        await Wait();
                        s_n = e.Message.Length;
                        continue;
                    }
                    try { await Wait(); }
                    catch (Exception e) when (e is ArgumentException a && a.Message.Length == k) // UAN109
                    {
                        await Wait();
                        s_n += a.Message.Length;
                        break;
                    }
                    finally
                    {
                        await Wait();
                    }
                    try { Work(); }
                    catch (Exception)
                    {
                        await Wait();
                        try { Work(); }
                        catch (Exception f) when (f.Message == "b") // UAN109
                        {
                            await Wait();
                            throw;
                        }
                    }
                }
                return s_n;
            }
        }
        """);

    [Fact]
    public void AFlagOfTheAuthorsThatIsComparedBehindTheCatchIsClean() => Expect.Announced(Head + """
            static async Coroutine Good()
            {
                int failed = 0;
                try { Work(); }
                catch (Exception) when (s_flag) { failed = 1; }
                if (failed == 1) { s_n = 3; }
                await Wait();
            }
            static async Coroutine GoodAcross()
            {
                int failed = 0;
                try { await Wait(); }
                catch (Exception) when (s_flag) { failed = 1; }
                if (failed == 1) { await Wait(); }
            }
        }
        """);

    [Fact]
    public void ItIsFoundWithoutSymbols()
    {
        using var code = new DeviceCode(Head + "static async Coroutine Bad() { try { Work(); } catch (Exception) when (s_flag) { await Wait(); } } }", true, symbols: false);
        Diagnostic finding = Assert.Single(code.Lint());
        Assert.Equal("UAN109", finding.Code);
        Assert.StartsWith("C.Bad: ", finding.Message);
    }
}
