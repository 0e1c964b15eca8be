using System;
using System.Globalization;
using System.Linq;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Peripherals;
using UAsyncio.VirtualDevice.Script;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    // Serial ports, analogue inputs and a bus.
    public sealed partial class DevicesSimulationTests
    {
        [Fact]
        public void A_port_can_be_opened_by_its_name_again_when_its_stream_was_closed()
        {
            for (int i = 0; i < 2; i++)
            {
                Start("ReadSerial", "COM2", 256, -1);
                Deliver("one\n"u8.ToArray());
                Assert.Equal("one", Log);
                Stop();
            }
        }

        [Fact]
        public void Lines_come_from_a_port_as_they_arrive_and_are_answered_by_a_script()
        {
            using DeviceScript script = DeviceScript.Parse("""{ "serial": [ { "port": "COM2", "events": [ { "at": 100, "text": "one\r\ntw" }, { "at": 200, "text": "o\n\nfour\n" } ] } ] }""", "script");
            Start("ReadSerial", "COM2", 256, -1);
            script.Start();
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal("one two  four", Log);
            Stop();
        }

        [Fact]
        public void Messages_end_with_a_byte_and_one_that_is_too_long_does_not_end_the_stream()
        {
            Start("ReadSerial", "COM2", 256, 0);
            Deliver([1, 2, 3, 0, 0, 7]);
            Deliver([8, 0]);
            Deliver([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0]);
            Deliver([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
            Deliver([4, 0]);
            Assert.Equal("3:1 0:-1 2:7 10:9 long 1:4", Log);
            Stop();
        }

        [Fact]
        public void What_a_reader_looked_at_in_vain_for_its_byte_is_looked_at_for_the_next_ones()
        {
            Start("ReadSerialByTurns", "COM2", (int)';', 80);

            // A line that comes while a message is waited for, and a message while a line is.
            Deliver("a\nb"u8.ToArray());
            Assert.Equal("none a", Log);
            DeviceSerial.Deliver("COM2", "c;"u8.ToArray());
            _simulation.Run(TimeSpan.FromMilliseconds(20));
            Assert.Equal("none a 2", Log);
            Deliver("e;"u8.ToArray());
            Assert.Equal("none a 2 none 1", Log);
            Stop();
        }

        [Fact]
        public void A_buffer_that_was_full_is_an_overrun_behind_what_was_in_it()
        {
            Start("ReadSerial", "COM2", 8, -1);
            string lines = string.Concat(Enumerable.Repeat("0123456\n", 20));
            Deliver(System.Text.Encoding.ASCII.GetBytes(lines));

            // 129 bytes had room: the first of the line behind the 16th is there.
            Assert.Equal(string.Join(' ', Enumerable.Repeat("0123456", 16)) + " overrun", Log);
            Deliver("jk\nl\n"u8.ToArray());
            Assert.EndsWith(" overrun 0jk l", Log, StringComparison.Ordinal);
            Stop();
        }

        [Fact]
        public void What_comes_wakes_an_idle_loop_at_once()
        {
            Start("ReadSerial", "COM2", 256, -1);
            _simulation.Run(TimeSpan.FromSeconds(10));
            TimeSpan start = _simulation.Now;
            DeviceSerial.Deliver("COM2", "now\n"u8.ToArray());
            Assert.True(_simulation.RunUntil(() => Log == "now", s_limit));
            Assert.InRange((_simulation.Now - start).TotalMilliseconds, 0, 10);
            Stop();
        }

        [Fact]
        public void A_console_is_served_over_a_port_with_its_password()
        {
            Start("ServeConsole", "COM2", "secret");
            Assert.Equal("password:\r\n\r\n", Answer(""));
            Assert.Contains("help lists the commands", Answer("secret\r\n"), StringComparison.Ordinal);
            Assert.Matches(@"^counting: CountAsync, (ready|delay \d+ ms), ", Answer("tasks\r\n"));
            Assert.Equal("1 cancelled\r\n\r\n", Answer("cancel counting\n"));
            Assert.Equal("smooth", Log);
            DeviceSerial.Deliver("COM2", "quit\n");
            End("done");

            string Answer(string line)
            {
                Deliver(System.Text.Encoding.ASCII.GetBytes(line));
                return System.Text.Encoding.ASCII.GetString(DeviceSerial.TakeWritten("COM2"));
            }
        }

        [Theory]
        [InlineData(9600, 600, false)]
        [InlineData(115200, 4000, false)]

        // With parity and two stop bits a byte takes longer.
        [InlineData(2400, 600, true)]
        public void Writing_goes_at_the_pace_of_the_line_and_the_loop_goes_on(int baudRate, int count, bool isLong)
        {
            Start("WriteSerial", "COM3", baudRate, count, isLong);
            End("done");
            Assert.Equal("smooth " + count, string.Join(' ', Log.Split(' ').Order().Reverse()));
            Assert.Equal(Enumerable.Range(0, count).Select(i => (byte)i), DeviceSerial.TakeWritten("COM3"));
            double least = (count - 128) * (isLong ? 12000.0 : 10000.0) / baudRate;
            Assert.InRange(_simulation.Now.TotalMilliseconds, least - 2, (1.3 * least) + 50);
        }

        [Fact]
        public void An_input_is_smoothed_and_outliers_are_left_out()
        {
            DeviceAdc.Set(0, 1000);
            Start("Sample", 0, 10, 2);
            _simulation.Run(TimeSpan.FromMilliseconds(105));
            Assert.Equal("1:1000", Log);
            DeviceAdc.Set(0, 4000);
            _simulation.Run(TimeSpan.FromMilliseconds(10));
            DeviceAdc.Set(0, 1000);
            _simulation.Run(TimeSpan.FromMilliseconds(200));
            Assert.Equal("1:1000", Log);
            DeviceAdc.Set(0, 2000);
            _simulation.Run(TimeSpan.FromSeconds(2));
            int[] values = [.. Log.Split(' ').Select(w => int.Parse(w.Split(':')[1], CultureInfo.InvariantCulture))];
            Assert.Equal(values.Order(), values);
            Assert.Equal(1250, values[1]);
            Assert.InRange(values[^1], 1985, 2000);
            Stop();
        }

        [Fact]
        public void A_slow_sensor_does_not_stop_the_loop()
        {
            DeviceI2c.AttachRegisters(1, 0x76).Set(0xD0, 0x58);
            Start("ReadRegister", 0x76, 0xD0);
            End("88");
            Assert.Equal("smooth", Log);
        }
    }
}
