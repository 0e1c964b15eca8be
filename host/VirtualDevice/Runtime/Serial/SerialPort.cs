extern alias desktop;

using System.Collections.Generic;
using System.Threading;
using UAsyncio.VirtualDevice.Runtime;
using Encoding = desktop::System.Text.Encoding;

namespace System.IO.Ports
{
    public sealed class SerialPort : IDisposable
    {
        // By number: a port is made once, until it is disposed of.
        private static readonly Dictionary<int, SerialPort> s_ports = new Dictionary<int, SerialPort>();

        private readonly int _index;
        private readonly object _lock = new object();
        private SerialDataReceivedEventHandler _handlers;
        private SerialStream _stream;
        private int _baudRate;
        private int _dataBits;
        private int _bufferSize = 256;
        private int _threshold = 1;
        private int _readTimeout = Timeout.Infinite;
        private int _writeTimeout = Timeout.Infinite;
        private string _newLine = "\n";
        private bool _invertSignalLevels;
        private bool _isDisposed;

        public SerialPort(
            string portName,
            int baudRate = 9600,
            Parity parity = Parity.None,
            int dataBits = 8,
            StopBits stopBits = StopBits.One)
        {
            _index = portName[3] - '0';
            PortName = portName;
            _baudRate = baudRate;
            _dataBits = dataBits;
            Parity = parity;
            StopBits = stopBits;
            lock (s_ports)
            {
                if (!s_ports.TryAdd(_index, this))
                {
                    throw new ArgumentException();
                }
            }
        }

        ~SerialPort()
        {
            _isDisposed = true;
        }

        // Of a port that was disposed of nobody subscribes, nor gives it up.
        public event SerialDataReceivedEventHandler DataReceived
        {
            add
            {
                lock (_lock)
                {
                    _handlers = (SerialDataReceivedEventHandler)Delegate.Combine(_isDisposed ? throw new ObjectDisposedException() : _handlers, value);
                }
            }

            remove
            {
                lock (_lock)
                {
                    _handlers = (SerialDataReceivedEventHandler)Delegate.Remove(_isDisposed ? throw new ObjectDisposedException() : _handlers, value);
                }
            }
        }

        public Stream BaseStream => _stream;

        public int BaudRate
        {
            get => _baudRate;
            set => _baudRate = value > 0 ? value : throw new ArgumentOutOfRangeException();
        }

        public int BytesToRead => Line.Count;

        public int DataBits
        {
            get => _dataBits;
            set => _dataBits = value is >= 5 and <= 8 ? value : throw new ArgumentOutOfRangeException();
        }

        public Handshake Handshake { get; set; }

        public bool InvertSignalLevels
        {
            get => _invertSignalLevels;
            set => _invertSignalLevels = IsOpen ? throw new InvalidOperationException() : value;
        }

        public bool IsOpen { get; private set; }

        public SerialMode Mode { get; set; }

        public string NewLine
        {
            get => _newLine;
            set => _newLine = string.IsNullOrEmpty(value) ? throw new ArgumentException() : value;
        }

        public Parity Parity { get; set; }

        public string PortName { get; }

        // The two are one on a device.
        public int ReadBufferSize
        {
            get => _bufferSize;
            set => SetBufferSize(value);
        }

        public int ReadTimeout
        {
            get => _readTimeout;
            set => _readTimeout = CheckTimeout(value);
        }

        public int ReceivedBytesThreshold
        {
            get => _threshold;
            set
            {
                _threshold = value > 0 ? value : throw new ArgumentOutOfRangeException();
                Line.RaiseIfAbove(value);
            }
        }

        public StopBits StopBits { get; set; }

        public char WatchChar { get; set; }

        public int WriteBufferSize
        {
            get => _bufferSize;
            set => SetBufferSize(value);
        }

        public int WriteTimeout
        {
            get => _writeTimeout;
            set => _writeTimeout = CheckTimeout(value);
        }

        private SerialLine Line => _isDisposed ? throw new ObjectDisposedException() : SerialLine.Get(_index);

        public static string[] GetPortNames() => SerialLine.Names;

        public void Close()
        {
            if (IsOpen)
            {
                IsOpen = false;
                SerialLine.Get(_index).Close();
            }
        }

        public void Dispose()
        {
            if (!_isDisposed)
            {
                Close();
                _isDisposed = true;
                lock (s_ports)
                {
                    s_ports.Remove(_index);
                }

                GC.SuppressFinalize(this);
            }
        }

        public void Open()
        {
            if (IsOpen)
            {
                throw new InvalidOperationException();
            }

            // A port that was disposed of can be opened again, as on a device.
            SerialLine line = SerialLine.Get(_index);
            _isDisposed = false;
            line.Open(this, _bufferSize);
            _stream = new SerialStream(this);
            IsOpen = true;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            CheckRange(buffer, offset, count);
            Line.Read(buffer, offset, count, _readTimeout);
            return count;
        }

        public int ReadByte()
        {
            byte[] buffer = new byte[1];
            Read(buffer, 0, 1);
            return buffer[0];
        }

        public string ReadExisting() => Encoding.UTF8.GetString(Line.ReadExisting());

        public string ReadLine() => Encoding.UTF8.GetString(Line.ReadLine(Encoding.UTF8.GetBytes(_newLine), _readTimeout));

        public void Write(byte[] buffer, int offset, int count)
        {
            CheckRange(buffer, offset, count);
            Send(buffer.AsSpan(offset, count).ToArray());
        }

        public void Write(string text)
        {
            if (text != null)
            {
                Send(Encoding.UTF8.GetBytes(text));
            }
        }

        public void WriteByte(byte value) => Send(new[] { value });

        public void WriteLine(string text)
        {
            if (text != null)
            {
                Write(text + _newLine);
            }
        }

        internal static void DisposeAll()
        {
            SerialPort[] all;
            lock (s_ports)
            {
                all = new SerialPort[s_ports.Count];
                s_ports.Values.CopyTo(all, 0);
            }

            foreach (SerialPort port in all)
            {
                port.Dispose();
            }
        }

        internal void RaiseDataReceived(SerialData data)
        {
            if (!_isDisposed && IsOpen)
            {
                _handlers?.Invoke(this, new SerialDataReceivedEventArgs(data));
            }
        }

        // What the hardware cannot hold waits for the line.
        private void Send(byte[] bytes)
        {
            SerialLine line = Line;
            if (!IsOpen)
            {
                throw new InvalidOperationException(PortName + " is closed; on a device this would wait for ever");
            }

            long wait = line.Write(bytes, MicrosecondsPerByte);
            if (_writeTimeout >= 0 && wait > _writeTimeout)
            {
                DeviceTime.Sleep(_writeTimeout);
                throw new TimeoutException();
            }

            if (wait > 0)
            {
                DeviceTime.Sleep((int)wait);
            }
        }

        // A start bit, the data, the parity, and one stop bit or up to two.
        private double MicrosecondsPerByte
        {
            get
            {
                int bits = 1 + _dataBits + (Parity == Parity.None ? 0 : 1) + (StopBits == StopBits.One ? 1 : 2);
                return bits * 1000000.0 / _baudRate;
            }
        }

        private void SetBufferSize(int value)
        {
            if (value <= 0)
            {
                throw new ArgumentOutOfRangeException();
            }

            _bufferSize = IsOpen ? throw new InvalidOperationException() : value;
        }

        private static int CheckTimeout(int value)
        {
            return value >= Timeout.Infinite ? value : throw new ArgumentOutOfRangeException();
        }

        private static void CheckRange(byte[] buffer, int offset, int count)
        {
            if (buffer == null)
            {
                throw new ArgumentNullException();
            }

            if ((uint)offset > (uint)buffer.Length || (uint)count > (uint)buffer.Length)
            {
                throw new InvalidOperationException();
            }

            if (count > buffer.Length - offset)
            {
                throw new ArgumentException();
            }
        }
    }
}
