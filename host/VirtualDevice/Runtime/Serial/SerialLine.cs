using System;
using System.Collections.Generic;
using System.IO.Ports;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A UART with what its wires carry: the driver below SerialPort. It outlives the ports that the program opens on it.
    internal sealed class SerialLine
    {
        public const int First = 2;
        public const int Last = 9;

        // What the hardware holds: a smaller buffer is not to be had, and so much is written without waiting.
        public const int Fifo = 128;

        private static readonly SerialLine[] s_lines = Create();

        private readonly object _lock = new object();
        private readonly Queue<byte> _received = new Queue<byte>();
        private readonly List<byte> _written = new List<byte>();
        private SerialPort _port;
        private int _capacity;
        private int _wanted;
        private int _lost;
        private char _lineEnd;

        // When the last byte that was written has gone out, in microseconds of the device's time.
        private double _idleAt;

        private SerialLine(int index)
        {
            Name = "COM" + index;
        }

        // With the bytes, as the program writes them.
        public event Action<byte[]> Written;

        public static string[] Names => Array.ConvertAll(s_lines, line => line.Name);

        public string Name { get; }

        public int Count
        {
            get
            {
                lock (_lock)
                {
                    return _received.Count;
                }
            }
        }

        public int Lost
        {
            get
            {
                lock (_lock)
                {
                    return _lost;
                }
            }
        }

        public static SerialLine Get(int index)
        {
            return index >= First && index <= Last ? s_lines[index - First] : throw new ArgumentException();
        }

        public static void Restart()
        {
            SerialPort.DisposeAll();
            foreach (SerialLine line in s_lines)
            {
                line.Reset();
            }
        }

        public void Open(SerialPort port, int bufferSize)
        {
            lock (_lock)
            {
                _port = port;
                _wanted = 0;
                _capacity = Math.Max(bufferSize, Fifo + 1);
                _received.Clear();
            }
        }

        public void Close()
        {
            lock (_lock)
            {
                _port = null;
                _received.Clear();
                DeviceTime.PulseAll(_lock);
            }
        }

        // From outside. What comes while the port is closed, or finds no room, is lost.
        public void Deliver(byte[] bytes)
        {
            lock (_lock)
            {
                bool hasWatchChar = false;
                foreach (byte b in bytes)
                {
                    if (_port == null || _received.Count == _capacity)
                    {
                        _lost++;
                        continue;
                    }

                    hasWatchChar |= _port.WatchChar != 0 && b == (byte)_port.WatchChar;
                    _received.Enqueue(b);
                }

                DeviceTime.PulseAll(_lock);

                // A call that waits for bytes gets them without an event; so they come after one that has given up, until it would have had all.
                bool wasWanted = _wanted > 0;
                _wanted = _received.Count >= _wanted || hasWatchChar ? 0 : _wanted;
                if (_port != null && !wasWanted && _lineEnd == 0 && _received.Count >= _port.ReceivedBytesThreshold)
                {
                    Raise(hasWatchChar ? SerialData.WatchChar : SerialData.Chars);
                }
            }
        }

        public void RaiseIfAbove(int threshold)
        {
            lock (_lock)
            {
                if (_port != null && _received.Count >= threshold)
                {
                    Raise(SerialData.Chars);
                }
            }
        }

        // Waits for all of them, as a device does; TimeoutException, with nothing taken, when they do not come in time.
        public void Read(byte[] buffer, int offset, int count, int timeout)
        {
            Deadline deadline = Deadline.After(timeout);
            lock (_lock)
            {
                if (_received.Count < count)
                {
                    _wanted = count;
                    WaitFor(() => _received.Count >= count, deadline);
                }

                for (int i = 0; i < count; i++)
                {
                    buffer[offset + i] = _received.Dequeue();
                }
            }
        }

        public byte[] ReadExisting()
        {
            lock (_lock)
            {
                byte[] all = _received.ToArray();
                _received.Clear();
                return all;
            }
        }

        // Up to the line's end, which is taken and not returned.
        public byte[] ReadLine(byte[] end, int timeout)
        {
            Deadline deadline = Deadline.After(timeout);
            lock (_lock)
            {
                int length = -1;
                _lineEnd = (char)end[^1];
                try
                {
                    WaitFor(() => (length = new Span<byte>(_received.ToArray()).IndexOf(end)) >= 0, deadline);
                }
                finally
                {
                    _lineEnd = '\0';
                }

                byte[] line = new byte[length];
                for (int i = 0; i < length; i++)
                {
                    line[i] = _received.Dequeue();
                }

                for (int i = 0; i < end.Length; i++)
                {
                    _received.Dequeue();
                }

                return line;
            }
        }

        // Returns for how many milliseconds the writer has to wait until the hardware holds what has not gone out.
        public long Write(byte[] bytes, double microsecondsPerByte)
        {
            double wait;
            lock (_lock)
            {
                _written.AddRange(bytes);
                double now = DeviceTime.Microseconds;
                _idleAt = Math.Max(_idleAt, now) + (bytes.Length * microsecondsPerByte);
                wait = _idleAt - now - (Fifo * microsecondsPerByte);
            }

            Written?.Invoke(bytes);
            return (long)Math.Max(0, wait / 1000);
        }

        public byte[] TakeWritten()
        {
            lock (_lock)
            {
                byte[] all = _written.ToArray();
                _written.Clear();
                return all;
            }
        }

        private static SerialLine[] Create()
        {
            SerialLine[] lines = new SerialLine[Last - First + 1];
            for (int i = 0; i < lines.Length; i++)
            {
                lines[i] = new SerialLine(First + i);
            }

            return lines;
        }

        private void Raise(SerialData data)
        {
            SerialPort port = _port;
            DeviceEvents.Post(() => port.RaiseDataReceived(data));
        }

        private void WaitFor(Func<bool> isThere, Deadline deadline)
        {
            while (!isThere())
            {
                if (_port == null)
                {
                    throw new InvalidOperationException(Name + " is closed; on a device this would wait for ever");
                }

                if (!DeviceTime.Wait(_lock, deadline))
                {
                    throw new TimeoutException();
                }
            }
        }

        private void Reset()
        {
            lock (_lock)
            {
                _written.Clear();
                _lost = 0;
                _idleAt = 0;
            }
        }
    }
}
