extern alias device;

using System;
using System.Collections.Concurrent;
using System.IO;
using System.Threading;
using device::System.Device.Adc;
using device::System.Device.Gpio;
using device::System.Device.I2c;
using device::System.Device.Spi;
using device::System.IO.Ports;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Script;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Script
{
    public sealed class ScriptTests : IDisposable
    {
        public void Dispose() => Device.Restart();

        [Fact]
        public void The_documentations_example_does_what_it_says()
        {
            string page = File.ReadAllText(Path.Combine(DeviceAppFixture.RepositoryRoot, "docs", "virtual-device.md"));
            int start = page.IndexOf("```json", StringComparison.Ordinal) + 7;
            string path = Path.Combine(Path.GetTempPath(), "device-" + Guid.NewGuid() + ".json");
            File.WriteAllText(path, page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);
            using DeviceScript script = DeviceScript.Load(path);
            File.Delete(path);

            using GpioController controller = new();
            using BlockingCollection<PinEventTypes> presses = [];
            controller.OpenPin(0, PinMode.InputPullUp).ValueChanged += (_, e) => presses.Add(e.ChangeType);
            using SerialPort gps = new("COM2") { ReadTimeout = 30000 };
            gps.Open();
            script.Start();

            Assert.Equal(PinEventTypes.Falling, presses.Take(TestContext.Current.CancellationToken));
            Assert.Equal(PinEventTypes.Rising, presses.Take(TestContext.Current.CancellationToken));
            Assert.Equal("ready", gps.ReadLine());
            gps.Write("AT\r\n");
            Assert.Equal("OK\r", gps.ReadLine());

            I2cDevice sensor = I2cDevice.Create(new I2cConnectionSettings(1, 0x76));
            byte[] id = new byte[1];
            sensor.WriteRead(new byte[] { 0xD0 }, id);
            Assert.Equal(0x58, id[0]);

            using SpiDevice flash = SpiDevice.Create(new SpiConnectionSettings(1, 5));
            byte[] jedec = new byte[3];
            flash.WriteByte(0x9F);
            flash.Read(jedec);
            Assert.Equal([0xEF, 0x40, 0x16], jedec);
            byte[] full = new byte[4];
            flash.TransferFullDuplex(new byte[] { 0x9F, 0, 0, 0 }, full);
            Assert.Equal([0, 0xEF, 0x40, 0x16], full);
        }

        [Fact]
        public void An_input_goes_evenly_from_point_to_point_and_begins_again()
        {
            Device.StoppedClock = 500;
            try
            {
                using DeviceScript script = DeviceScript.Parse("""{ "adc": [ { "channel": 1, "points": [ { "at": 0, "value": 0 }, { "at": 100, "value": 1000 } ], "repeat": 200 } ] }""", "s");
                script.Start();
                AdcChannel channel = new AdcController().OpenChannel(1);
                Device.StoppedClock = 525;
                Assert.Equal(250, channel.ReadValue());
                Device.StoppedClock = 650;
                Assert.Equal(1000, channel.ReadValue());
                Device.StoppedClock = 710;
                Assert.Equal(100, channel.ReadValue());
            }
            finally
            {
                Device.StoppedClock = null;
            }
        }

        [Theory]
        [InlineData("{", "s.json, line 1: this is no JSON")]
        [InlineData("[]", "s.json: an object { } belongs here.")]
        [InlineData("""{ "\ud800": 1 }""", "s.json: half a character stands alone in a text")]
        [InlineData("""{ "serial": [ { "port": "\ud800" } ] }""", "s.json: half a character stands alone in a text")]
        [InlineData("""{ "pin": [] }""", "s.json: \"pin\" is unknown; known are pins, serial, adc, i2c, spi.")]
        [InlineData("""{ "pins": {} }""", "s.json, pins: a list [ ] belongs here.")]
        [InlineData("""{ "pins": [ {} ] }""", "s.json, pins[0]: \"pin\" is missing.")]
        [InlineData("""{ "pins": [ { "pin": 900 } ] }""", "s.json, pins[0].pin: 900 is no whole number from 0 to 175.")]
        [InlineData("""{ "pins": [ { "pin": 1, "pin": 2 } ] }""", "s.json, pins[0]: \"pin\" is there twice.")]
        [InlineData("""{ "pins": [ { "pin": 0, "events": [ { "at": -1, "level": "low" } ] } ] }""", "s.json, pins[0].events[0].at: -1 is no whole number from 0 to 2147483647.")]
        [InlineData("""{ "pins": [ { "pin": 0, "events": [ { "at": 1, "level": "up" } ] } ] }""", "s.json, pins[0].events[0].level: \"up\" is no level; levels are high, low and open.")]
        [InlineData("""{ "pins": [ { "pin": 0, "events": [ { "at": 9, "level": "low" } ], "repeat": 5 } ] }""", "s.json, pins[0].repeat: 5 is before the last, at 9.")]
        [InlineData("""{ "pins": [ { "pin": 1, "wiredTo": 1 } ] }""", "s.json, pins[0].wiredTo: a pin that has \"events\", or is the same, cannot be wired to it.")]
        [InlineData("""{ "serial": [ { "port": "COM2", "wiredTo": "COM1" } ] }""", "s.json, serial[0].wiredTo: there is no serial port \"COM1\"; the virtual device has COM2 to COM9.")]
        [InlineData("""{ "serial": [ { "port": "COM1" } ] }""", "s.json, serial[0].port: there is no serial port \"COM1\"; the virtual device has COM2 to COM9.")]
        [InlineData("""{ "serial": [ { "port": "COM2", "events": [ { "at": 1 } ] } ] }""", "s.json, serial[0].events[0]: either \"text\" or \"bytes\" belongs here.")]
        [InlineData("""{ "serial": [ { "port": "COM2", "events": [ { "at": 1, "bytes": "0G" } ] } ] }""", "s.json, serial[0].events[0].bytes: \"0G\" is no byte in hexadecimal, as in \"01 A0 FF\".")]
        [InlineData("""{ "serial": [ { "port": "COM2", "answers": [ { "to": "", "text": "x" } ] } ] }""", "s.json, serial[0].answers[0]: what is answered cannot be empty.")]
        [InlineData("""{ "adc": [ { "channel": 0, "points": [] } ] }""", "s.json, adc[0]: \"points\" needs at least one.")]
        [InlineData("""{ "adc": [ { "channel": 0, "points": [ { "at": 5, "value": 1 }, { "at": 5, "value": 2 } ] } ] }""", "s.json, adc[0].points[1].at: 5 does not come behind 5.")]
        [InlineData("""{ "i2c": [ { "bus": 1, "address": "0x80", "registers": {} } ] }""", "s.json, i2c[0].address: \"0x80\" is no whole number from 0 to 127.")]
        [InlineData("""{ "i2c": [ { "bus": 1, "address": 16, "registers": { "0x100": "00" } } ] }""", "s.json, i2c[0].registers.0x100: \"0x100\" is no register; registers are numbers from 0 to 255, as in \"0xD0\".")]
        [InlineData("""{ "i2c": [ { "bus": 1, "address": 16 } ] }""", "s.json, i2c[0]: either \"registers\" or \"answers\" belongs here.")]
        [InlineData("""{ "spi": [ { "bus": 1, "chipSelect": 5 } ] }""", "s.json, spi[0]: either \"echo\": true or \"answers\" belongs here.")]
        [InlineData("""{ "spi": [ { "bus": 1, "chipSelect": 5, "echo": 1 } ] }""", "s.json, spi[0].echo: true or false belongs here.")]
        public void An_error_says_where_and_what(string json, string message)
        {
            Assert.StartsWith(message, Assert.Throws<DeviceScriptException>(() => DeviceScript.Parse(json, "s.json")).Message);
        }

        [Fact]
        public void A_sensor_that_takes_commands_answers_the_last_one()
        {
            using DeviceScript script = DeviceScript.Parse(
                """{ "i2c": [ { "bus": 1, "address": "0x44", "answers": [ { "to": "F3", "bytes": "68 3A 7C" }, { "to": "2C 06", "bytes": "01 02" } ] } ] }""", "s");
            script.Start();
            I2cDevice sensor = I2cDevice.Create(new I2cConnectionSettings(1, 0x44));
            byte[] read = new byte[3];
            sensor.WriteByte(0xF3);
            sensor.Read(read);
            Assert.Equal([0x68, 0x3A, 0x7C], read);
            sensor.WriteRead(new byte[] { 0x2C, 0x06 }, read);
            Assert.Equal([1, 2, 0xFF], read);
            sensor.WriteByte(0xFE);
            sensor.Read(read);
            Assert.Equal([0xFF, 0xFF, 0xFF], read);
        }

        [Fact]
        public void Wires_lead_from_an_output_to_an_input_and_from_port_to_port()
        {
            using DeviceScript script = DeviceScript.Parse(
                """
                { "pins": [ { "pin": 33, "wiredTo": 32 } ],
                  "serial": [ { "port": "COM2", "wiredTo": "COM2" }, { "port": "COM3", "wiredTo": "COM4" }, { "port": "COM4", "wiredTo": "COM3" } ] }
                """,
                "s");
            script.Start();
            using GpioController controller = new();
            using BlockingCollection<PinEventTypes> edges = [];
            GpioPin output = controller.OpenPin(32, PinMode.Output);
            GpioPin input = controller.OpenPin(33, PinMode.InputPullUp);
            Assert.Equal(PinValue.Low, input.Read());
            input.ValueChanged += (_, e) => edges.Add(e.ChangeType);
            output.Write(PinValue.High);
            Assert.Equal(PinValue.High, input.Read());
            output.Toggle();
            Assert.Equal(PinEventTypes.Rising, edges.Take(TestContext.Current.CancellationToken));
            Assert.Equal(PinEventTypes.Falling, edges.Take(TestContext.Current.CancellationToken));

            using SerialPort loop = Open("COM2");
            using SerialPort left = Open("COM3");
            using SerialPort right = Open("COM4");
            loop.Write("to myself\n");
            Assert.Equal("to myself", loop.ReadLine());
            left.Write("there\n");
            right.Write("back\n");
            Assert.Equal("there", right.ReadLine());
            Assert.Equal("back", left.ReadLine());

            static SerialPort Open(string name)
            {
                SerialPort port = new(name) { ReadTimeout = 30000 };
                port.Open();
                return port;
            }
        }

        [Fact]
        public void What_several_pins_do_comes_in_the_order_of_its_times_however_late()
        {
            ConcurrentQueue<string> seen = new();
            Action<int, bool> look = (pin, isHigh) =>
            {
                seen.Enqueue(pin + (isHigh ? "+" : "-"));
                Thread.Sleep(pin == 1 ? 20 : 0);                // a computer that is busy
            };
            DevicePins.LevelChanged += look;
            try
            {
                using DeviceScript script = DeviceScript.Parse(
                    """
                    { "pins": [
                      { "pin": 1, "events": [ { "at": 0, "level": "high" }, { "at": 4, "level": "low" }, { "at": 8, "level": "high" } ] },
                      { "pin": 2, "events": [ { "at": 2, "level": "high" }, { "at": 4, "level": "low" } ], "repeat": 6 }
                    ] }
                    """,
                    "s");
                script.Start();
                Assert.True(SpinWait.SpinUntil(() => seen.Count >= 7, TimeSpan.FromMinutes(1)));
            }
            finally
            {
                DevicePins.LevelChanged -= look;
            }

            Assert.StartsWith("1+ 2+ 1- 2- 1+ 2+ 2-", string.Join(' ', seen), StringComparison.Ordinal);
        }

        [Fact]
        public void A_file_that_is_not_there_is_named()
        {
            Assert.Contains("nowhere.json", Assert.Throws<DeviceScriptException>(() => DeviceScript.Load("nowhere.json")).Message);
        }
    }
}
