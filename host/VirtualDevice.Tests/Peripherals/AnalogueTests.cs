extern alias device;

using System;
using System.Collections.Generic;
using device::System.Device.Adc;
using device::System.Device.Pwm;
using UAsyncio.VirtualDevice.Peripherals;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Peripherals
{
    public sealed class AnalogueTests : IDisposable
    {
        public void Dispose()
        {
            Device.StoppedClock = null;
            Device.Restart();
        }

        [Fact]
        public void A_conversion_gives_what_was_set()
        {
            AdcController controller = new();
            AdcChannel channel = controller.OpenChannel(3);
            Assert.Equal(0, channel.ReadValue());
            DeviceAdc.Set(3, 5000);
            Assert.Equal(4095, channel.ReadValue());
            Assert.Equal(1.0, channel.ReadRatio());
            channel.Dispose();
            Assert.Throws<device::System.ObjectDisposedException>(() => channel.ReadValue());
            Assert.Throws<ArgumentException>(() => controller.OpenChannel(20));
        }

        [Fact]
        public void A_ramp_follows_the_devices_time()
        {
            AdcChannel channel = new AdcController().OpenChannel(0);
            Device.StoppedClock = 1000;
            DeviceAdc.Ramp(0, 100, 300, 400);
            Assert.Equal(100, channel.ReadValue());
            Device.StoppedClock = 1200;
            Assert.Equal(200, channel.ReadValue());
            Device.StoppedClock = 5000;
            Assert.Equal(300, channel.ReadValue());
        }

        [Fact]
        public void A_pwm_output_is_seen_outside()
        {
            List<int> changes = [];
            DevicePwm.Changed += changes.Add;
            Assert.Null(DevicePwm.OfPin(4));
            PwmChannel led = PwmChannel.CreateFromPin(4, 1000, 0.25);
            Assert.Equal(new PwmOutput(false, 1000, 0.25), DevicePwm.OfPin(4));
            led.Start();
            led.DutyCycle = 0.75;
            Assert.Equal(new PwmOutput(true, 1000, 0.75), DevicePwm.OfPin(4));
            led.Dispose();
            DevicePwm.Changed -= changes.Add;
            Assert.Equal([4, 4, 4], changes);
            PwmChannel.Create(1, 2).Frequency = 50;
            Assert.Equal(new PwmOutput(false, 50, 0.5), DevicePwm.OfChannel(1, 2));
            Assert.Throws<ArgumentException>(() => led.DutyCycle = 1.5);
            Assert.Throws<ArgumentException>(() => led.Frequency = 0);
            Assert.Null(PwmChannel.CreateFromPin(1000));
        }
    }
}
