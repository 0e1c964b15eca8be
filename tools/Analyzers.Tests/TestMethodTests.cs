using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Nano.Analyzers.Tests;

/// <summary>Tests of a device that would not run, and nothing would say so.</summary>
public class TestMethodTests
{
    [Fact]
    public Task ATestThatDoesNotRunIsNamed() => Expect.AnnouncedAsync("""
        using nanoFramework.TestFramework;
        using UAsyncio.Nano;

        [TestClass]
        public class Tests
        {
            [Setup]
            public async Coroutine Begin() { await Coroutine.Yield(); } // UAN316 "Begin returns a coroutine"
            [TestMethod]
            public async Coroutine Waits() { await Coroutine.Yield(); } // UAN316 "new EventLoop().Run(XAsync())"
            [DataRow(1)]
            public Coroutine<int> Row(int n) => GetAsync(n); // UAN316
            [TestMethod]
            void Hidden() { } // UAN317 "Hidden is not public"
            [DataRow(1)]
            internal void Internal(int n) { } // UAN317
            [TestMethod]
            public void Good() => new EventLoop().Run(GetAsync(1));
            private async Coroutine<int> GetAsync(int n) { await Coroutine.Yield(); return n; }
        }
        """);
}
