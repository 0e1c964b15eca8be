extern alias device;

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using device::System.Device.Gpio;
using UAsyncio.VirtualDevice.Gpio;
using Xunit;
using DeviceDisposed = device::System.ObjectDisposedException;

namespace UAsyncio.VirtualDevice.Tests.Gpio
{
    public sealed class GpioTests : IDisposable
    {
        private readonly GpioController _controller = new();

        public void Dispose()
        {
            _controller.Dispose();
            Device.Preset = DevicePreset.Esp32;
            Device.Restart();
        }

        [Fact]
        public void What_the_program_writes_is_seen_outside()
        {
            List<string> changes = [];
            void Note(int pin, bool isHigh) => changes.Add($"{pin} {isHigh}");
            DevicePins.LevelChanged += Note;
            GpioPin led = _controller.OpenPin(2, PinMode.Output);
            led.Write(PinValue.High);
            led.Write(PinValue.High);
            led.Toggle();
            led.Toggle();
            DevicePins.LevelChanged -= Note;
            Assert.Equal(["2 True", "2 False", "2 True"], changes);
            Assert.True(DevicePins.IsHigh(2));
        }

        [Fact]
        public void An_ESP32_reads_an_output_as_low()
        {
            GpioPin led = _controller.OpenPin(2, PinMode.Output);
            led.Write(PinValue.High);
            Assert.Equal(PinValue.Low, led.Read());
            Assert.Equal(PinValue.Low, _controller.Read(2));
            led.Toggle();
            Assert.False(DevicePins.IsHigh(2));

            Device.Preset = DevicePreset.Stm32;
            led.Toggle();
            Assert.Equal(PinValue.High, led.Read());
        }

        [Fact]
        public void An_input_cannot_be_written()
        {
            GpioPin pin = _controller.OpenPin(2);
            Assert.Throws<ArgumentException>(() => pin.Write(PinValue.High));
            Assert.Throws<ArgumentException>(() => _controller.Write(2, PinValue.High));
            pin.Toggle();
            pin.SetPinMode(PinMode.Output);
            Assert.False(DevicePins.IsHigh(2));
        }

        [Fact]
        public void An_output_begins_low_whenever_its_mode_is_set()
        {
            GpioPin pin = _controller.OpenPin(2, PinMode.Output);
            pin.Write(PinValue.High);
            pin.SetPinMode(PinMode.Output);
            Assert.False(DevicePins.IsHigh(2));
            pin.Write(PinValue.High);
            pin.ValueChanged += (_, _) => { };
            Assert.False(DevicePins.IsHigh(2));
            pin.Write(PinValue.High);
            pin.Dispose();
            Assert.False(DevicePins.IsHigh(2));
            _controller.OpenPin(2, PinMode.Output);
            Assert.False(DevicePins.IsHigh(2));
        }

        [Fact]
        public void An_output_tells_of_what_is_written_changed_or_not()
        {
            using BlockingCollection<PinEventTypes> events = [];
            GpioPin pin = _controller.OpenPin(2, PinMode.Output);
            pin.ValueChanged += (_, e) => events.Add(e.ChangeType);
            pin.Write(PinValue.High);
            pin.Write(PinValue.High);
            pin.Write(PinValue.Low);
            Assert.Equal(PinEventTypes.Rising, Next(events));
            Assert.Equal(PinEventTypes.Rising, Next(events));
            Assert.Equal(PinEventTypes.Falling, Next(events));
        }

        [Fact]
        public void What_a_board_has_not_is_refused()
        {
            Assert.True(_controller.IsPinModeSupported(2, PinMode.OutputOpenSource));
            Assert.True(_controller.IsPinOpen(1000));
            Device.Preset = DevicePreset.Stm32;
            Assert.False(_controller.IsPinModeSupported(2, PinMode.OutputOpenDrainPullUp));
            Assert.False(_controller.IsPinOpen(1000));
            Assert.Throws<InvalidOperationException>(() => _controller.OpenPin(1000));

            // The pin stays taken.
            Assert.Throws<ArgumentException>(() => _controller.OpenPin(2, PinMode.OutputOpenDrainPullUp));
            Assert.Throws<InvalidOperationException>(() => _controller.OpenPin(2));
        }

        [Fact]
        public void What_drives_a_pin_is_seen_by_the_program()
        {
            using BlockingCollection<PinEventTypes> events = [];
            GpioPin button = _controller.OpenPin(0, PinMode.InputPullUp);
            Assert.Equal(PinValue.High, button.Read());
            button.ValueChanged += (_, e) => events.Add(e.ChangeType);
            DevicePins.Drive(0, false);
            Assert.Equal(PinValue.Low, button.Read());
            DevicePins.Release(0);
            Assert.Equal(PinEventTypes.Falling, Next(events));
            Assert.Equal(PinEventTypes.Rising, Next(events));
        }

        [Fact]
        public void A_callback_gets_the_changes_it_asked_for()
        {
            using BlockingCollection<int> events = [];
            object? sender = null;
            _controller.OpenPin(4, PinMode.Input);
            PinChangeEventHandler callback = (from, e) =>
            {
                sender = from;
                events.Add(e.PinNumber);
            };
            _controller.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Rising, callback);
            DevicePins.Drive(4, true);
            DevicePins.Drive(4, false);
            DevicePins.Drive(4, true);
            Assert.Equal(4, Next(events));
            Assert.Equal(4, Next(events));
            Assert.Empty(events);
            Assert.Same(_controller, sender);
            Assert.Throws<InvalidOperationException>(() => _controller.RegisterCallbackForPinValueChangedEvent(5, PinEventTypes.Rising, callback));
            _controller.UnregisterCallbackForPinValueChangedEvent(5, callback);
        }

        [Fact]
        public void A_pin_is_opened_once()
        {
            GpioPin pin = _controller.OpenPin(7);
            Assert.Throws<InvalidOperationException>(() => new GpioController().OpenPin(7));
            pin.Dispose();
            new GpioController().OpenPin(7).Dispose();
            Assert.Throws<InvalidOperationException>(() => _controller.Read(8));
            Assert.Throws<DeviceDisposed>(() => pin.Write(PinValue.High));
            Assert.Throws<DeviceDisposed>(() => pin.IsPinModeSupported(PinMode.Input));
        }

        [Fact]
        public void Controllers_share_their_pins()
        {
            GpioPin pin = _controller.OpenPin(7, PinMode.Output);
            GpioController other = new();
            Assert.True(other.IsPinOpen(7));
            other.Write(7, PinValue.High);
            Assert.True(DevicePins.IsHigh(7));

            // Whoever disposes of one closes them all, and an ESP32 has no interrupts any more.
            other.Dispose();
            Assert.Throws<DeviceDisposed>(() => other.Read(7));
            Assert.Throws<DeviceDisposed>(() => pin.Read());
            GpioPin button = _controller.OpenPin(8, PinMode.InputPullUp);
            Assert.Throws<ArgumentException>(() => button.ValueChanged += (_, _) => { });
        }

        [Fact]
        public void Closing_a_pin_by_its_number_finds_one_that_was_disposed_of_first()
        {
            _controller.OpenPin(7).Dispose();
            _controller.OpenPin(7);
            _controller.ClosePin(7);
            Assert.True(_controller.IsPinOpen(7));
            _controller.ClosePin(7);
            Assert.False(_controller.IsPinOpen(7));
            Assert.Throws<InvalidOperationException>(() => _controller.ClosePin(7));
        }

        [Fact]
        public void Nobody_hears_of_a_change_who_has_unsubscribed_before_its_event()
        {
            using BlockingCollection<string> events = [];
            GpioPin gate = _controller.OpenPin(1, PinMode.Input);
            GpioPin pin = _controller.OpenPin(2, PinMode.Input);
            PinValueChangedEventHandler handler = (_, _) => events.Add("two");
            pin.ValueChanged += handler;
            gate.ValueChanged += (_, _) =>
            {
                pin.ValueChanged -= handler;
                events.Add("one");
            };
            DevicePins.Drive(1, true);
            DevicePins.Drive(2, true);
            DevicePins.Drive(1, false);
            Assert.Equal("one", Next(events));
            Assert.Equal("one", Next(events));
            Assert.Empty(events);
        }

        [Fact]
        public void An_STM32_does_not_see_what_changes_while_nobody_is_subscribed()
        {
            Device.Preset = DevicePreset.Stm32;
            using BlockingCollection<PinEventTypes> events = [];
            GpioPin pin = _controller.OpenPin(2, PinMode.Input);
            PinValueChangedEventHandler handler = (_, e) => events.Add(e.ChangeType);
            pin.ValueChanged += handler;
            DevicePins.Drive(2, true);
            Assert.Equal(PinEventTypes.Rising, Next(events));
            pin.ValueChanged -= handler;
            DevicePins.Drive(2, false);
            pin.ValueChanged += handler;
            DevicePins.Drive(2, true);
            DevicePins.Drive(2, false);
            Assert.Equal(PinEventTypes.Falling, Next(events));
            Assert.Empty(events);
        }

        [Theory]
        [InlineData("esp32")]
        [InlineData("stm32")]
        public void A_debounce_time_that_ends_when_nobody_is_subscribed_is_a_crash(string preset)
        {
            Device.Preset = preset == "esp32" ? DevicePreset.Esp32 : DevicePreset.Stm32;
            using BlockingCollection<Exception> crashes = [];
            Device.UnhandledException += crashes.Add;
            GpioPin pin = _controller.OpenPin(2, PinMode.Input);
            PinValueChangedEventHandler handler = (_, _) => { };
            pin.DebounceTimeout = TimeSpan.FromMilliseconds(20);
            pin.ValueChanged += handler;
            DevicePins.Drive(2, true);
            pin.ValueChanged -= handler;
            Assert.Contains("pin 2", Next(crashes).Message);
            Device.UnhandledException -= crashes.Add;
        }

        [Fact]
        public void What_a_pin_did_before_a_restart_is_not_told_after_it()
        {
            using BlockingCollection<PinEventTypes> events = [];
            using ManualResetEventSlim isHeld = new();
            using ManualResetEventSlim isFree = new();
            GpioPin pin = _controller.OpenPin(2, PinMode.Input);
            pin.ValueChanged += (_, _) =>
            {
                isHeld.Set();
                isFree.Wait();
            };
            DevicePins.Drive(2, true);
            isHeld.Wait(TestContext.Current.CancellationToken);
            DevicePins.Drive(2, false);
            Device.Restart();
            pin = _controller.OpenPin(2, PinMode.Input);
            pin.ValueChanged += (_, e) => events.Add(e.ChangeType);
            isFree.Set();
            DevicePins.Drive(2, true);
            Assert.Equal(PinEventTypes.Rising, Next(events));
        }

        private static T Next<T>(BlockingCollection<T> events)
        {
            Assert.True(events.TryTake(out T? next, 20_000, TestContext.Current.CancellationToken));
            return next!;
        }
    }
}
