extern alias device;

using System;
using System.Collections.Concurrent;
using System.Threading;
using device::System.Device.Gpio;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;
using DeviceThread = device::System.Threading.Thread;
using DeviceTimer = device::System.Threading.Timer;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    // What an earlier program has left behind when a simulation begins.
    public sealed class OutsideTests : IDisposable
    {
        private readonly ManualResetEventSlim _begun = new();
        private readonly ManualResetEventSlim _isSimulated = new();

        public void Dispose() => Device.Restart();

        [Fact]
        public void A_thread_that_began_before_a_simulation_waits_in_the_computers_time()
        {
            DeviceThread thread = new(WaitInDeviceTime);
            thread.Start();
            using Simulation simulation = Begin();
            thread.Join();
            Assert.Empty(simulation.Unhandled);
        }

        [Fact]
        public void A_timer_that_began_before_a_simulation_waits_in_the_computers_time()
        {
            using BlockingCollection<Exception?> ends = [];
            using DeviceTimer timer = new(_ => ends.Add(Record.Exception(WaitInDeviceTime)), null, 1, -1);
            using Simulation simulation = Begin();
            Assert.Null(Take(ends));
        }

        [Fact]
        public void Interrupts_are_dispatched_after_a_simulation_as_before()
        {
            using GpioController controller = new();
            using BlockingCollection<PinEventTypes> presses = [];
            controller.OpenPin(0, PinMode.InputPullUp).ValueChanged += (_, e) =>
            {
                WaitInDeviceTime();
                presses.Add(e.ChangeType);
            };
            DevicePins.Drive(0, false);
            _begun.Wait(TestContext.Current.CancellationToken);
            using (Simulation simulation = new(1))
            {
                _isSimulated.Set();
                Assert.Equal(PinEventTypes.Falling, Take(presses));
                // Time for the dispatcher to wait for more; with less, a fault would only be missed.
                Thread.Sleep(50);
                Assert.Empty(simulation.Unhandled);
            }

            controller.OpenPin(2, PinMode.InputPullUp).ValueChanged += (_, e) => presses.Add(e.ChangeType);
            DevicePins.Drive(2, false);
            Assert.Equal(PinEventTypes.Falling, Take(presses));
        }

        private static T Take<T>(BlockingCollection<T> collection)
        {
            Assert.True(collection.TryTake(out T? taken, TimeSpan.FromMinutes(1)), "nothing came");
            return taken!;
        }

        private Simulation Begin()
        {
            _begun.Wait(TestContext.Current.CancellationToken);
            Simulation simulation = new(1);
            _isSimulated.Set();
            return simulation;
        }

        private void WaitInDeviceTime()
        {
            _begun.Set();
            _isSimulated.Wait();
            DeviceThread.Sleep(1);
        }
    }
}
