extern alias device;

using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using device::System.Threading;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;
using DeviceDateTime = device::System.DateTime;
using DeviceEnvironment = device::System.Environment;
using Rtc = device::nanoFramework.Runtime.Native.Rtc;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    public sealed class TimeTests : IDisposable
    {
        private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

        private readonly Simulation _simulation = new(1, new SimulationOptions { StartTick = 1000 });

        public void Dispose() => _simulation.Dispose();

        [Fact]
        public void An_app_that_is_waited_for_is_refused_with_the_way_to_begin_it()
        {
            string message = Assert.Throws<InvalidOperationException>(() => Device.Run(DeviceAppFixture.Load())).Message;
            Assert.Contains("begin the app by simulation.Start", message);
            Assert.Equal(0, _simulation.Threads);
        }

        [Fact]
        public void An_hour_passes_at_once()
        {
            Thread.Sleep((int)s_hour.TotalMilliseconds);
            Assert.InRange(DeviceEnvironment.TickCount64, 3601000, 3601001);
            Assert.InRange(_simulation.Now, s_hour, s_hour + TimeSpan.FromMilliseconds(1));
        }

        [Fact]
        public void Looking_at_the_clock_takes_time_so_that_no_loop_spins_for_ever()
        {
            long end = DeviceEnvironment.TickCount64 + 50;
            while (DeviceEnvironment.TickCount64 < end)
            {
            }

            Assert.InRange(_simulation.Now.TotalMilliseconds, 50, 51);
        }

        [Fact]
        public void A_wait_that_has_ended_leaves_nothing_behind()
        {
            AutoResetEvent signal = new(true);
            Assert.True(signal.WaitOne(60000, false));
            _simulation.Start(() =>
            {
                Thread.Sleep(1);
                signal.Set();
            });
            Assert.True(signal.WaitOne(60000, false));
            _ = DeviceEnvironment.TickCount64;
            Assert.Equal(1, (int)_simulation.Now.TotalMilliseconds);
        }

        [Fact]
        public void Threads_take_turns_when_they_wait()
        {
            List<string> log = [];
            _simulation.Start(() => Count("a", 20));
            _simulation.Start(() => Count("b", 30));
            _simulation.Run(TimeSpan.FromMilliseconds(100));
            Assert.Equal(["a20", "b30", "a40", "b60", "a60"], log);
            Assert.Equal(0, _simulation.Threads);

            void Count(string name, int pause)
            {
                for (int i = pause; i < 61; i += pause)
                {
                    Thread.Sleep(pause);
                    log.Add(name + (DeviceEnvironment.TickCount64 - 1000));
                }
            }
        }

        [Fact]
        public void A_busy_thread_loses_its_turn_after_20_ms()
        {
            bool stop = false;
            long turn = 0;
            _simulation.Start(() =>
            {
                while (!stop)
                {
                    _ = DeviceEnvironment.TickCount64;
                }
            });
            _simulation.Start(() =>
            {
                Thread.Sleep(5);
                turn = DeviceEnvironment.TickCount64 - 1000;
                stop = true;
            });
            _simulation.Run(TimeSpan.FromMilliseconds(100));
            Assert.InRange(turn, 20, 41);
        }

        [Fact]
        public void Events_end_a_wait_or_time_does()
        {
            AutoResetEvent signal = new(false);
            ManualResetEvent lasting = new(false);
            _simulation.Start(() =>
            {
                Thread.Sleep(10);
                signal.Set();
                Thread.Sleep(10);
                lasting.Set();
            });
            Assert.True(signal.WaitOne(1000, false));
            Assert.Equal(10, (int)_simulation.Now.TotalMilliseconds);
            Assert.False(signal.WaitOne(5, false));
            Assert.Equal(1, WaitHandle.WaitAny([signal, lasting], 1000, false));
            Assert.Equal(20, (int)_simulation.Now.TotalMilliseconds);
            Assert.Equal(WaitHandle.WaitTimeout, WaitHandle.WaitAny([signal], 5, false));
            signal.Set();
            Assert.True(WaitHandle.WaitAll([signal, lasting], 5, false));
            Assert.False(WaitHandle.WaitAll([signal, lasting], 5, false));
        }

        [Fact]
        public void Locks_and_joins_wait_in_it_too()
        {
            object gate = new();
            Thread holder = new(() =>
            {
                Monitor.Enter(gate);
                Thread.Sleep(30);
                Monitor.Exit(gate);
                Thread.Sleep(30);
            });
            holder.Start();
            Thread.Sleep(1);
            Monitor.Enter(gate);
            Assert.Equal(30, (int)_simulation.Now.TotalMilliseconds);
            Monitor.Exit(gate);
            Assert.False(holder.Join(10));
            holder.Join();
            Assert.False(holder.IsAlive);
            Assert.Equal(60, (int)_simulation.Now.TotalMilliseconds);
        }

        [Fact]
        public void Timers_tick_in_it()
        {
            List<int> ticks = [];
            Timer timer = new(_ => ticks.Add((int)_simulation.Now.TotalMilliseconds), null, 10, 20);
            _simulation.Run(TimeSpan.FromMilliseconds(55));
            timer.Dispose();
            _simulation.Run(TimeSpan.FromMilliseconds(55));
            Assert.Equal([10, 30, 50], ticks);
        }

        [Fact]
        public void The_time_of_day_can_be_set_and_the_tick_does_not_follow()
        {
            DeviceDateTime start = DeviceDateTime.UtcNow;
            Assert.Equal(new DateTime(2026, 1, 1), Device.SystemTime, TimeSpan.FromSeconds(1));
            Assert.True(Rtc.SetSystemTime(start.AddDays(1)));
            Thread.Sleep(1000);
            Assert.Equal(86401, (int)(DeviceDateTime.UtcNow - start).TotalSeconds);
            Assert.InRange(DeviceEnvironment.TickCount64, 2000, 2001);
            Device.SystemTime = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            Assert.Equal(946684800, DeviceDateTime.UtcNow.ToUnixTimeSeconds());
            _simulation.Faults = SimulationFaults.None with { JumpEvery = TimeSpan.FromSeconds(1) };
            Thread.Sleep(60000);
            Assert.NotInRange((DeviceDateTime.UtcNow - DeviceDateTime.FromUnixTimeSeconds(946684800)).TotalSeconds, 59.0, 61.0);
        }

        [Fact]
        public void The_time_of_day_jumps_no_more_when_the_faults_are_over()
        {
            _simulation.Faults = SimulationFaults.None with { JumpEvery = TimeSpan.FromHours(1) };
            _simulation.Faults = SimulationFaults.None;
            DeviceDateTime start = DeviceDateTime.UtcNow;
            Thread.Sleep(3 * (int)s_hour.TotalMilliseconds);
            Assert.Equal(3, (int)Math.Round((DeviceDateTime.UtcNow - start).TotalHours * 1000) / 1000.0);
            Assert.DoesNotContain(_simulation.Trace, line => line.Contains("jumps", StringComparison.Ordinal));
        }

        [Fact]
        public void What_the_host_does_waits_in_it_and_its_failure_is_thrown()
        {
            _simulation.Do(async () =>
            {
                await _simulation.DelayAsync(1000);
                throw new FormatException("wrong");
            });
            Assert.Equal("wrong", Assert.Throws<FormatException>(() => _simulation.RunToEnd(s_hour)).Message);
            Assert.Equal(1000, (int)_simulation.Now.TotalMilliseconds);
            _simulation.Do(() => new TaskCompletionSource().Task);
            Assert.Throws<TimeoutException>(() => _simulation.RunToEnd(s_hour));
        }

        [Fact]
        public void A_wait_that_nothing_can_end_fails()
        {
            Assert.Contains("nothing can happen", Assert.Throws<InvalidOperationException>(() => new ManualResetEvent(false).WaitOne()).Message);
        }

        [Fact]
        public void Threads_that_wait_are_ended_with_it()
        {
            bool wasCleaned = false;
            _simulation.Start(() =>
            {
                try
                {
                    Thread.Sleep(-1);
                }
                finally
                {
                    wasCleaned = true;
                }
            });
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal(1, _simulation.Threads);
            _simulation.Dispose();
            Assert.True(wasCleaned);
            Assert.Empty(_simulation.Unhandled);
        }
    }
}
