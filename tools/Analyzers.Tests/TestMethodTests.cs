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

    [Fact]
    public Task WhatATestWantsOfAnInstanceIsNamed() => Expect.AnnouncedAsync("""
        using System;
        using nanoFramework.TestFramework;
        using UAsyncio.Nano;

        [TestClass]
        public class Tests
        {
            private static int s_shared;
            private readonly int _first = 1;
            private int _count;
            private int Count { get; set; }

            public Tests() { _count = 1; }

            [Setup]
            public void Begin() => _count = 0; // UAN319 "without an instance of Tests"
            [TestMethod]
            public void Counts()
            {
                int local = 0;
                Call(() => local++);
                Call(() => s_shared++);
                Call(() => _count++); // UAN319
                Call(Step); // UAN319
                Call(() => Step()); // UAN319
                Call(Shared);
                Call(Local);
                Count++; // UAN319
                Step();
                new EventLoop().Run(WaitAsync());
                Assert.AreEqual(1, new Other().Value + local);

                void Local() => local++;
            }

            private void Step() { }
            private static void Shared() { }
            private static void Call(Action action) => action();
            private async Coroutine WaitAsync()
            {
                await Coroutine.Delay(_first);
            }
        }

        public class Other
        {
            private int _value = 1;
            public int Value => _value;
        }

        public delegate void Action();
        """);
}
