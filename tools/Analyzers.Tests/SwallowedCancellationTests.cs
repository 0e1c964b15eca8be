using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>Where a catch leaves the loop around it, and where it only seems to.</summary>
public class SwallowedCancellationTests
{
    [Theory]
    [InlineData("await Coroutine.Delay(1);", "switch (_n) { case 1: break; }", true)]
    [InlineData("await Coroutine.Delay(1);", "foreach (int n in _some) { break; }", true)]
    [InlineData("await Coroutine.Delay(1);", "if (_n > 3) { break; }", false)]
    [InlineData("await Coroutine.Delay(1);", "switch (_n) { case 1: return; }", false)]
    [InlineData("await Coroutine.Delay(1);", "running = false;", false)]
    [InlineData("await Coroutine.Delay(1);", "_other = false;", true)]
    [InlineData("await foreach (object o in new Source()) { _n++; }", "_n++;", true)]
    [InlineData("await using (new Resource()) { _n++; }", "_n++;", true)]
    [InlineData("await using Resource r = new Resource();", "_n++;", true)]
    [InlineData("foreach (int n in _some) { _n++; }", "_n++;", false)]
    public Task CatchIsTold(string body, string handler, bool isTold) => Expect.AnnouncedAsync($$"""
        using System;
        using UAsyncio.Nano;

        class C
        {
            int _n;
            bool _other;
            int[] _some = new int[1];

            async Coroutine XAsync()
            {
                bool running = true;

                while (running)
                {
                    try { {{body}} }
                    catch (Exception) { {{handler}} }{{(isTold ? " // UAN307" : string.Empty)}}
                }

                await Coroutine.Yield();
            }

            class Source
            {
                public object Current => null;
                public Source GetAsyncEnumerator() => this;
                public async Coroutine<bool> MoveNextAsync() { await Coroutine.Yield(); return false; }
            }

            class Resource
            {
                public async Coroutine DisposeAsync() { await Coroutine.Yield(); }
            }
        }
        """);

    [Fact]
    public Task TheBreakOfASwitchAroundTheTryLeavesNoLoop() => Expect.AnnouncedAsync("""
        using System;
        using UAsyncio.Nano;

        class C
        {
            async Coroutine XAsync(int n)
            {
                for (; ; )
                {
                    switch (n)
                    {
                        case 1:
                            try { await Coroutine.Yield(); }
                            catch (Exception) { break; } // UAN307
                            break;
                    }
                }
            }
        }
        """);
}
