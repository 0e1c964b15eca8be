using System;
using System.IO.Ports;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Serial
{
    /// <summary>A serial port as what a stream reads and writes. No call of it waits.</summary>
    internal sealed class SerialTransport : Transport
    {
        // What a UART takes at once; a buffer is always larger.
        private const int Fifo = 128;

        // In a row.
        private const int MaxFailures = 1000;

        private readonly SerialPort _port;
        private readonly EventLoop _loop;
        private readonly int _bufferSize;

        // A start bit, the data, the parity, and one stop bit or up to two make a byte.
        private readonly int _bitsOfByte;

        // How many bytes of what it holds may not have gone out at the time, in bits.
        private int _queued;
        private int _time;

        // How many bytes to what may have been lost; 0 when nothing was.
        private int _untilLost;

        internal SerialTransport(SerialPort port)
        {
            _port = port;
            _loop = EventLoop.Current;
            _bufferSize = port.ReadBufferSize > Fifo ? port.ReadBufferSize : Fifo + 1;
            _bitsOfByte = port.DataBits + (port.Parity == Parity.None ? 1 : 2) + (port.StopBits == StopBits.One ? 1 : 2);
            _time = _loop.Ticks;
        }

        /// <summary>Begins. Where it fails the port is as it was before.</summary>
        internal void Open()
        {
            bool wasOpen = _port.IsOpen;

            try
            {
                if (!wasOpen)
                {
                    _port.Open();
                }

                _port.DataReceived += OnDataReceived;
            }
            catch (Exception)
            {
                // Who has the port disposes of it; one that stays open can be opened by nobody: where memory is too short to close it, that is tried again.
                for (int attempts = MaxFailures; !wasOpen && attempts > 0; attempts--)
                {
                    try
                    {
                        _port.Close();
                        wasOpen = true;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                throw;
            }
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            int available = _port.BytesToRead;

            if (_untilLost == 1)
            {
                // Where memory is too short for it, the next read tells.
                SerialOverrunException lost = new SerialOverrunException();
                _untilLost = 0;
                throw lost;
            }

            if (available == 0)
            {
                return -1;
            }

            if (available >= _bufferSize && _untilLost == 0)
            {
                _untilLost = available + 1;
            }

            count = available < count ? available : count;
            count = _untilLost > 0 && _untilLost - 1 < count ? _untilLost - 1 : count;
            _port.Read(buffer, offset, count);
            _untilLost -= _untilLost > 0 ? count : 0;
            return count;
        }

        /// <inheritdoc/>
        public override int Write(byte[] buffer, int offset, int count)
        {
            // The port waits for what it cannot hold: so it gets no more than has gone out since.
            int now = _loop.Ticks;
            uint elapsed = (uint)(now - _time);
            long gone = (long)elapsed * _port.BaudRate / 1000;
            int queued = gone < _queued ? _queued - (int)gone : 0;
            int room = Fifo - (queued + _bitsOfByte - 1) / _bitsOfByte;

            if (room <= 0)
            {
                return 0;
            }

            count = room < count ? room : count;
            _port.Write(buffer, offset, count);
            _queued = queued + count * _bitsOfByte;
            _time = now;
            return count;
        }

        /// <inheritdoc/>
        public override void Close()
        {
            try
            {
                _port.DataReceived -= OnDataReceived;

                // One that is only closed keeps its name: another could not be made before the restart.
                _port.Dispose();
            }
            catch (ObjectDisposedException)
            {
                // The app has disposed of the port, which closed it.
            }
        }

        /// <inheritdoc/>
        protected override bool CanRead()
        {
            return _port.BytesToRead > 0 || _untilLost == 1;
        }

        // On the thread of the runtime's events: a loop that idles looks at once.
        private void OnDataReceived(object sender, SerialDataReceivedEventArgs e)
        {
            _loop.Poller.Wake();
        }
    }
}
