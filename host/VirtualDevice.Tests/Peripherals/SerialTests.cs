extern alias device;

using System;
using System.Collections.Concurrent;
using System.Text;
using System.Threading.Tasks;
using device::System.IO.Ports;
using UAsyncio.VirtualDevice.Peripherals;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Peripherals
{
    public sealed class SerialTests : IDisposable
    {
        private readonly SerialPort _port = new("COM2") { ReadTimeout = 30000 };

        public void Dispose() => Device.Restart();

        [Fact]
        public void What_arrives_is_read()
        {
            _port.Open();
            DeviceSerial.Deliver("COM2", 1, 2, 3);
            Assert.Equal(3, _port.BytesToRead);
            byte[] buffer = new byte[4];
            Assert.Equal(2, _port.Read(buffer, 1, 2));
            Assert.Equal([0, 1, 2, 0], buffer);
            Assert.Equal(3, _port.ReadByte());
            Assert.Equal("", _port.ReadExisting());
        }

        [Fact]
        public async Task A_read_waits_for_all_its_bytes()
        {
            _port.Open();
            byte[] buffer = new byte[5];
            Task<int> read = Task.Run(() => _port.Read(buffer, 0, 5), TestContext.Current.CancellationToken);
            DeviceSerial.Deliver("COM2", "hel");
            Assert.NotSame(read, await Task.WhenAny(read, Task.Delay(50, TestContext.Current.CancellationToken)));
            DeviceSerial.Deliver("COM2", "lo");
            Assert.Equal(5, await read);
            Assert.Equal("hello", Encoding.ASCII.GetString(buffer));
        }

        [Fact]
        public void A_read_that_does_not_get_all_in_time_takes_nothing()
        {
            _port.Open();
            _port.ReadTimeout = 1;
            DeviceSerial.Deliver("COM2", "ab");
            Assert.Throws<TimeoutException>(() => _port.Read(new byte[3], 0, 3));
            Assert.Equal("ab", _port.ReadExisting());
        }

        [Fact]
        public void After_a_read_in_vain_no_event_comes_until_it_would_have_had_all()
        {
            using BlockingCollection<int> events = [];
            _port.ReadTimeout = 1;
            _port.DataReceived += (_, _) => events.Add(_port.BytesToRead);
            _port.Open();
            Assert.Throws<TimeoutException>(() => _port.Read(new byte[3], 0, 3));
            DeviceSerial.Deliver("COM2", "a");
            DeviceSerial.Deliver("COM2", "bc");
            DeviceSerial.Deliver("COM2", "d");
            Assert.True(events.TryTake(out int count, 20_000, TestContext.Current.CancellationToken));
            Assert.Equal(4, count);
            Assert.Empty(events);
        }

        [Fact]
        public void A_line_ends_with_NewLine_which_is_not_returned()
        {
            _port.NewLine = "\r\n";
            _port.Open();
            DeviceSerial.Deliver("COM2", "one\rtwo\r\n\r\nrest");
            Assert.Equal("one\rtwo", _port.ReadLine());
            Assert.Equal("", _port.ReadLine());
            Assert.Equal("rest", _port.ReadExisting());
        }

        [Fact]
        public void Arriving_bytes_raise_an_event_from_the_threshold_on()
        {
            using BlockingCollection<SerialData> events = [];
            _port.ReceivedBytesThreshold = 3;
            _port.WatchChar = '!';
            _port.DataReceived += (_, e) => events.Add(e.EventType);
            _port.Open();
            DeviceSerial.Deliver("COM2", "a");
            DeviceSerial.Deliver("COM2", "bc");
            DeviceSerial.Deliver("COM2", "d!");
            Assert.Equal(SerialData.Chars, events.Take(TestContext.Current.CancellationToken));
            Assert.Equal(SerialData.WatchChar, events.Take(TestContext.Current.CancellationToken));
            Assert.Empty(events);
        }

        [Fact]
        public void What_finds_no_room_or_a_closed_port_is_lost()
        {
            DeviceSerial.Deliver("COM2", "early");
            _port.ReadBufferSize = 200;
            _port.Open();
            DeviceSerial.Deliver("COM2", new byte[203]);
            Assert.Equal(200, _port.BytesToRead);
            Assert.Equal(8, DeviceSerial.Lost("COM2"));
        }

        [Fact]
        public void What_is_written_comes_out()
        {
            _port.Open();
            _port.Write([1, 2, 3], 1, 2);
            _port.WriteLine("hi");
            _port.WriteByte(7);
            Assert.Equal([2, 3, (byte)'h', (byte)'i', (byte)'\n', 7], DeviceSerial.TakeWritten("COM2"));
            Assert.Empty(DeviceSerial.TakeWritten("COM2"));
        }

        [Fact]
        public void Writing_more_than_the_line_takes_in_time_fails()
        {
            _port.WriteTimeout = 1;
            _port.Open();
            Assert.Throws<TimeoutException>(() => _port.Write(new byte[1000], 0, 1000));
        }

        [Fact]
        public void A_port_is_made_once_and_opened_once()
        {
            Assert.Throws<ArgumentException>(() => new SerialPort("COM2"));
            _port.Open();
            Assert.Throws<InvalidOperationException>(_port.Open);
            Assert.Throws<InvalidOperationException>(() => _port.ReadBufferSize = 1);
            _port.Dispose();
            Assert.Throws<device::System.ObjectDisposedException>(() => _ = _port.BytesToRead);
            new SerialPort("COM2").Dispose();
        }

        [Fact]
        public void The_debuggers_port_cannot_be_opened()
        {
            using SerialPort first = new("COM1");
            Assert.Throws<ArgumentException>(first.Open);
            Assert.DoesNotContain("COM1", SerialPort.GetPortNames());
            Assert.Contains("COM1", Assert.Throws<ArgumentException>(() => DeviceSerial.Deliver("COM1", "x")).Message);
        }
    }
}
