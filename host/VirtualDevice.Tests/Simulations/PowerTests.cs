extern alias device;

using System;
using System.Collections.Generic;
using device::System.Device.Gpio;
using device::System.Net;
using device::System.Net.NetworkInformation;
using device::System.Net.Sockets;
using device::System.Threading;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Peripherals;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;
using DeviceConsole = device::System.Console;
using DeviceEnvironment = device::System.Environment;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    public sealed class PowerTests : IDisposable
    {
        private const int Port = 7;

        private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

        private readonly Simulation _simulation = new(1);

        public void Dispose() => _simulation.Dispose();

        [Fact]
        public void Threads_end_where_they_are_and_nothing_that_they_still_do_is_seen()
        {
            using GpioController controller = new();
            GpioPin pin = controller.OpenPin(2, PinMode.Output);
            List<int> rises = [];
            void Note(int number, bool isHigh)
            {
                if (isHigh)
                {
                    rises.Add(number);
                }
            }

            DevicePins.LevelChanged += Note;
            _simulation.Start(() =>
            {
                try
                {
                    Listen().Accept();
                }
                finally
                {
                    DeviceConsole.Write("unwound\n");
                    DeviceConsole.WriteLine("unwound");
                    pin.Write(PinValue.High);
                }
            });
            _simulation.Run(s_minute);
            _simulation.PowerOff();
            DevicePins.LevelChanged -= Note;
            Assert.False(_simulation.IsOn);
            Assert.Equal(0, _simulation.Threads);
            Assert.Equal(0, DeviceSockets.Open);
            Assert.Empty(rises);
            Assert.Empty(_simulation.Unhandled);
            Assert.DoesNotContain(_simulation.Trace, line => line.Contains("unwound", StringComparison.Ordinal));
        }

        [Fact]
        public void A_thread_that_goes_on_whatever_is_thrown_ends_all_the_same()
        {
            int beats = 0;
            _simulation.Start(() =>
            {
                for (; ; )
                {
                    try
                    {
                        Thread.Sleep(1000);
                        beats++;
                    }
                    catch (Exception)
                    {
                    }
                }
            });
            _simulation.Run(s_minute);
            _simulation.PowerOff();
            int before = beats;
            _simulation.PowerOn();
            _simulation.Run(s_minute);
            Assert.InRange(before, 59, 60);
            Assert.Equal(before, beats);
            Assert.Equal(0, _simulation.Threads);
        }

        [Fact]
        public void The_call_in_which_the_power_goes_does_not_return()
        {
            bool goesOn = false;
            _simulation.Start(() =>
            {
                for (; ; )
                {
                    _ = DeviceEnvironment.TickCount64;
                    goesOn |= !_simulation.IsOn;
                }
            });
            _simulation.Do(async () =>
            {
                await _simulation.DelayAsync(5);
                _simulation.PowerOff();
                await _simulation.DelayAsync(5);
            });
            _simulation.RunToEnd(s_minute);
            _simulation.Run(s_minute);
            Assert.False(goesOn);
        }

        [Fact]
        public void A_peer_hears_nothing_until_it_sends_to_a_device_that_has_power_again()
        {
            _simulation.Start(() =>
            {
                using Socket socket = Listen().Accept();
                socket.Send("hello"u8.ToArray());
                socket.Receive(new byte[10]);
            });
            SimulatedConnection? client = null;
            _simulation.Do(async () =>
            {
                client = await _simulation.ConnectAsync(Port);
                await client.ReceiveExactlyAsync(5);
            });
            _simulation.RunToEnd(s_minute);
            _simulation.PowerOff();
            int? error = null;
            _simulation.Do(async () =>
            {
                client!.Send("anybody?");
                error = (await Assert.ThrowsAsync<SimulatedConnectionException>(() => client.ReceiveLineAsync())).ErrorCode;
            });
            _simulation.Run(TimeSpan.FromSeconds(50));
            Assert.Null(error);
            _simulation.PowerOn();
            _simulation.RunToEnd(s_minute);
            Assert.Equal(10054, error);
        }

        [Fact]
        public void Nobody_reaches_a_device_without_power()
        {
            _simulation.Start(() => Listen());
            _simulation.Run(s_minute);
            _simulation.PowerOff();
            int error = 0;
            _simulation.Do(async () => error = (await Assert.ThrowsAsync<SimulatedConnectionException>(() => _simulation.ConnectAsync(Port))).ErrorCode);
            _simulation.RunToEnd(s_minute);
            Assert.Equal(10060, error);
        }

        [Fact]
        public void What_the_device_was_connecting_to_hears_no_more_of_it()
        {
            int connections = 0;
            _simulation.Listen("192.168.1.9", Port, _ =>
            {
                connections++;
                return System.Threading.Tasks.Task.CompletedTask;
            });
            Device.IsNetworkUp = false;
            _simulation.Start(() => NewSocket().Connect(new IPEndPoint(IPAddress.Parse("192.168.1.9"), Port)));
            _simulation.Run(TimeSpan.FromMilliseconds(1));
            _simulation.PowerOff();
            Device.IsNetworkUp = true;
            _simulation.PowerOn();
            _simulation.Run(s_minute);
            Assert.Equal(0, connections);
        }

        [Fact]
        public void Timers_and_handlers_of_an_earlier_life_are_gone_and_new_ones_are_called()
        {
            int calls = 0;
            Timer timer = new(_ => calls++, null, 1000, 1000);
            NetworkChange.NetworkAvailabilityChanged += (_, _) => calls++;
            Device.IsNetworkUp = false;
            _simulation.Run(TimeSpan.FromMilliseconds(1500));
            Assert.Equal(2, calls);
            _simulation.PowerOff();
            _simulation.PowerOn();
            int later = 0;
            Timer second = new(_ => later++, null, 1000, 0);
            NetworkChange.NetworkAvailabilityChanged += (_, _) => later++;
            Device.IsNetworkUp = true;
            _simulation.Run(s_minute);
            Assert.Equal((2, 2), (calls, later));
            GC.KeepAlive(timer);
            GC.KeepAlive(second);
        }

        [Fact]
        public void Outputs_go_low_and_what_is_outside_stays()
        {
            using GpioController controller = new();
            controller.OpenPin(2, PinMode.Output).Write(PinValue.High);
            DevicePins.Drive(5, true);
            DeviceI2c.AttachRegisters(1, 0x76).Set(0xD0, 0x58);
            DeviceAdc.Set(0, 1234);
            _simulation.PowerOff();
            Assert.False(DevicePins.IsHigh(2));
            _simulation.PowerOn();
            Assert.True(DevicePins.IsHigh(5));
            byte[] id = new byte[1];
            device::System.Device.I2c.I2cDevice.Create(new(1, 0x76)).WriteRead(new byte[] { 0xD0 }, id);
            Assert.Equal(0x58, id[0]);
            Assert.Equal(1234, new device::System.Device.Adc.AdcController().OpenChannel(0).ReadValue());
        }

        [Fact]
        public void Power_is_cut_by_what_goes_on_beside_the_device_and_when_something_holds()
        {
            using GpioController controller = new();
            GpioPin pin = controller.OpenPin(2, PinMode.Output);
            _simulation.Start(() =>
            {
                Thread.Sleep(1000);
                pin.Write(PinValue.High);
                Thread.Sleep(1);
                DeviceConsole.WriteLine("too late");
            });
            Assert.True(_simulation.RunUntil(
                () =>
                {
                    bool isHigh = DevicePins.IsHigh(2);
                    if (isHigh)
                    {
                        _simulation.PowerOff();
                    }

                    return isHigh;
                },
                s_minute));
            Assert.Equal(0, _simulation.Threads);
            _simulation.PowerOn();
            _simulation.Start(() => Thread.Sleep(-1));
            _simulation.Do(async () =>
            {
                await _simulation.DelayAsync(5000);
                _simulation.PowerOff();
                Assert.Equal(0, _simulation.Threads);
                _simulation.PowerOn();
                _simulation.Start(() => DeviceConsole.WriteLine("in a third life"));
            });
            _simulation.Run(s_minute);
            Assert.DoesNotContain(_simulation.Trace, line => line.Contains("too late", StringComparison.Ordinal));
            Assert.Contains(_simulation.Trace, line => line.Contains("in a third life", StringComparison.Ordinal));
        }

        [Fact]
        public void Without_power_nothing_can_be_started_and_no_thread_of_the_device_takes_it()
        {
            _simulation.Start(_simulation.PowerOff);
            _simulation.Run(s_minute);
            Assert.Contains("ends with its power", Assert.Single(_simulation.Unhandled).Message);
            _simulation.PowerOff();
            _simulation.PowerOff();
            Assert.Contains("PowerOn", Assert.Throws<InvalidOperationException>(() => _simulation.Start(() => { })).Message);
            Assert.Contains("PowerOn", Assert.Throws<InvalidOperationException>(() => _simulation.StartProgram(DeviceAppFixture.Path)).Message);
            _simulation.PowerOn();
            _simulation.PowerOn();
            Assert.Empty(_simulation.Programs);
        }

        private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        private static Socket Listen()
        {
            Socket listener = NewSocket();
            listener.Bind(new IPEndPoint(IPAddress.Any, Port));
            listener.Listen(4);
            return listener;
        }
    }
}
