extern alias device;

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using device::System.Device.Gpio;
using UAsyncio.VirtualDevice.Gpio;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Gpio
{
    [Collection("device")]
    public sealed class GpioTests : IDisposable
    {
        private readonly GpioController _controller = new();

        public void Dispose()
        {
            _controller.Dispose();
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
            Assert.Equal(PinValue.High, led.Read());
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
            Assert.Equal(PinEventTypes.Falling, events.Take(TestContext.Current.CancellationToken));
            Assert.Equal(PinEventTypes.Rising, events.Take(TestContext.Current.CancellationToken));
        }

        [Fact]
        public void A_callback_gets_the_changes_it_asked_for()
        {
            using BlockingCollection<int> events = [];
            _controller.OpenPin(4, PinMode.Input);
            PinChangeEventHandler callback = (_, e) => events.Add(e.PinNumber);
            _controller.RegisterCallbackForPinValueChangedEvent(4, PinEventTypes.Rising, callback);
            DevicePins.Drive(4, true);
            DevicePins.Drive(4, false);
            DevicePins.Drive(4, true);
            Assert.Equal(4, events.Take(TestContext.Current.CancellationToken));
            Assert.Equal(4, events.Take(TestContext.Current.CancellationToken));
            Assert.Empty(events);
        }

        [Fact]
        public void A_pin_is_opened_once()
        {
            GpioPin pin = _controller.OpenPin(7);
            Assert.Throws<InvalidOperationException>(() => new GpioController().OpenPin(7));
            pin.Dispose();
            new GpioController().OpenPin(7).Dispose();
            Assert.Throws<InvalidOperationException>(() => _controller.Read(8));
        }
    }
}
