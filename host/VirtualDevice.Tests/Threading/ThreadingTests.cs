extern alias device;

using System;
using System.Collections.Generic;
using System.Threading;
using Xunit;
using AutoResetEvent = device::System.Threading.AutoResetEvent;
using CancellationTokenSource = device::System.Threading.CancellationTokenSource;
using ManualResetEvent = device::System.Threading.ManualResetEvent;
using OperationCanceledException = device::System.Threading.OperationCanceledException;
using Thread = device::System.Threading.Thread;
using Timer = device::System.Threading.Timer;
using WaitHandle = device::System.Threading.WaitHandle;

namespace UAsyncio.VirtualDevice.Tests.Threading
{
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
        public void What_the_desktop_cannot_do_with_a_thread_is_named()
        {
            Thread thread = new(() => { });
            Assert.Equal("The virtual device lacks System.Threading.Thread.Abort", Assert.Throws<PlatformNotSupportedException>(thread.Abort).Message);
            Assert.Equal("The virtual device lacks System.Threading.Thread.Suspend", Assert.Throws<PlatformNotSupportedException>(thread.Suspend).Message);
            Assert.Equal("The virtual device lacks System.Threading.Thread.Resume", Assert.Throws<PlatformNotSupportedException>(thread.Resume).Message);
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

        [Fact]
        public void Whoever_waits_is_let_go_by_a_Set_that_is_taken_back_at_once()
        {
            ManualResetEvent gate = new(false);
            Thread[] threads = StartWaiting(gate, 3);
            gate.Set();
            gate.Reset();
            Assert.All(threads, thread => Assert.True(thread.Join(20_000)));
            Assert.False(gate.WaitOne(0, false));
        }

        [Fact]
        public void Each_Set_of_an_automatic_event_lets_one_go()
        {
            AutoResetEvent gate = new(false);
            Thread[] threads = StartWaiting(gate, 3);
            gate.Set();
            gate.Set();
            gate.Set();
            Assert.All(threads, thread => Assert.True(thread.Join(20_000)));
            Assert.False(gate.WaitOne(0, false));
        }

        [Fact]
        public void Several_events_are_waited_for_at_once()
        {
            AutoResetEvent one = new(false);
            AutoResetEvent other = new(true);
            Assert.False(WaitHandle.WaitAll([one, other], 0, false));
            Assert.Equal(1, WaitHandle.WaitAny([one, other], 0, false));
            Assert.Equal(WaitHandle.WaitTimeout, WaitHandle.WaitAny([one, other], 1, false));
            one.Set();
            other.Set();
            Assert.True(WaitHandle.WaitAll([one, other]));
            Assert.False(one.WaitOne(0, false));
            Assert.Throws<NullReferenceException>(() => WaitHandle.WaitAny([one, null!], 0, false));
            Assert.Throws<ArgumentException>(() => WaitHandle.WaitAny(new WaitHandle[65], 0, false));
        }

        [Fact]
        public void Timers_wait_for_each_other()
        {
            using SemaphoreSlim ended = new(0);
            using SemaphoreSlim held = new(0);
            List<string> order = [];
            Timer one = new(
                _ =>
                {
                    held.Release();
                    DesktopSleep();
                    order.Add("one");
                    ended.Release();
                },
                null,
                0,
                -1);
            Assert.True(held.Wait(20_000, TestContext.Current.CancellationToken));
            Timer other = new(
                _ =>
                {
                    order.Add("other");
                    ended.Release();
                },
                null,
                0,
                -1);
            Assert.True(ended.Wait(20_000, TestContext.Current.CancellationToken));
            Assert.True(ended.Wait(20_000, TestContext.Current.CancellationToken));
            Assert.Equal(["one", "other"], order);

            // A disposed one is set going again.
            one.Dispose();
            Assert.True(one.Change(0, -1));
            Assert.True(ended.Wait(20_000, TestContext.Current.CancellationToken));
            Assert.Throws<ArgumentOutOfRangeException>(() => other.Change(-2, 0));
            GC.KeepAlive(other);
        }

        [Fact]
        public void A_thread_is_started_once()
        {
            Thread none = new(null!);
            Assert.Throws<NullReferenceException>(none.Start);
            Exception? joined = null;
            Thread thread = new(() => joined = Record.Exception(() => Thread.CurrentThread.Join()));
            thread.Start();
            thread.Join();
            Assert.IsType<ArgumentException>(joined);
            Assert.Throws<ArgumentException>(thread.Start);
            thread.Priority = ThreadPriority.Highest;
            Assert.Equal(ThreadPriority.Highest, thread.Priority);
            Assert.Throws<ArgumentException>(() => thread.Priority = (ThreadPriority)5);
            Assert.Throws<ArgumentOutOfRangeException>(() => Thread.Sleep(TimeSpan.FromDays(30)));
        }

        [Fact]
        public void Who_has_not_entered_does_not_leave()
        {
            object gate = new();
            Assert.Equal(typeof(Exception), Record.Exception(() => device::System.Threading.Monitor.Exit(gate))!.GetType());
            Assert.Throws<ArgumentNullException>(() => device::System.Threading.Monitor.Exit(null));
        }

        private static void DesktopSleep() => System.Threading.Thread.Sleep(100);

        private static Thread[] StartWaiting(WaitHandle gate, int count)
        {
            Thread[] threads = new Thread[count];
            for (int i = 0; i < count; i++)
            {
                threads[i] = new(() => gate.WaitOne());
                threads[i].Start();
                SpinWait.SpinUntil(() => threads[i].ThreadState == ThreadState.WaitSleepJoin);
            }

            return threads;
        }
    }
}
