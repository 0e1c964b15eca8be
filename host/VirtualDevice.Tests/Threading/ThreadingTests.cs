extern alias device;

using System;
using System.Collections.Generic;
using System.Threading;
using Xunit;
using CancellationTokenSource = device::System.Threading.CancellationTokenSource;
using OperationCanceledException = device::System.Threading.OperationCanceledException;
using Thread = device::System.Threading.Thread;
using Timer = device::System.Threading.Timer;

namespace UAsyncio.VirtualDevice.Tests.Threading
{
    [Collection("device")]
    public sealed class ThreadingTests
    {
        [Fact]
        public void An_exception_ends_its_thread_only_and_is_written()
        {
            List<string> lines = [];
            Device.LineWritten += lines.Add;
            Thread thread = new(() => throw new InvalidOperationException("boom"));
            thread.Start();
            thread.Join();
            Device.LineWritten -= lines.Add;
            Assert.Contains("++++ Exception System.InvalidOperationException ++++", lines);
            Assert.False(thread.IsAlive);
        }

        [Fact]
        public void A_thread_knows_itself_and_its_state()
        {
            Thread? seen = null;
            Thread thread = new(() => seen = Thread.CurrentThread);
            Assert.Equal(ThreadState.Unstarted, thread.ThreadState);
            thread.Start();
            thread.Join();
            Assert.Same(thread, seen);
            Assert.Equal(ThreadState.Stopped, thread.ThreadState);
            Assert.Same(Thread.CurrentThread, Thread.CurrentThread);
        }

        [Fact]
        public void A_timer_survives_its_callbacks_exception()
        {
            using SemaphoreSlim ticks = new(0);
            Timer timer = new(
                _ =>
                {
                    ticks.Release();
                    throw new Exception("tick");
                },
                null,
                0,
                5);
            for (int i = 0; i < 3; i++)
            {
                Assert.True(ticks.Wait(20_000, TestContext.Current.CancellationToken));
            }

            timer.Dispose();
        }

        [Fact]
        public void Cancelling_runs_the_callbacks_last_first()
        {
            CancellationTokenSource source = new();
            List<int> order = [];
            source.Token.Register(() => order.Add(1));
            source.Token.Register(() => order.Add(2));
            source.Token.Register(() => order.Add(3)).Dispose();
            source.Cancel();
            source.Cancel();
            source.Token.Register(() => order.Add(4));
            Assert.Equal([2, 1, 4], order);
            Assert.Throws<OperationCanceledException>(() => source.Token.ThrowIfCancellationRequested());
            Assert.True(source.Token.WaitHandle.WaitOne(0, false));
        }

        [Fact]
        public void A_source_cancels_in_time()
        {
            CancellationTokenSource source = new(10);
            Assert.True(source.Token.WaitHandle.WaitOne(20_000, false));
            Assert.True(source.IsCancellationRequested);
        }

        [Fact]
        public void The_default_token_is_never_cancelled()
        {
            device::System.Threading.CancellationToken none = default;
            Assert.False(none.CanBeCanceled);
            Assert.False(none.WaitHandle.WaitOne(0, false));
            Assert.Equal(device::System.Threading.CancellationToken.None, none);
        }
    }
}
