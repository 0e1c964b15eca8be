extern alias desktop;

using System;
using System.Net.Sockets;
using System.Threading.Tasks;
using Stream = desktop::System.IO.Stream;
using SeekOrigin = desktop::System.IO.SeekOrigin;

namespace UAsyncio.VirtualDevice.Runtime
{
    // The bytes under desktop .NET's SslStream: one record at a time, so that what has not been asked for stays in the socket, where Poll
    // sees it.
    internal sealed class TlsRecords : Stream
    {
        private const int Header = 5;

        private readonly DeviceSocket _socket;
        private readonly byte[] _record = new byte[Header + 16384 + 2048];
        private int _length;
        private int _taken;

        // A read that waits for a record: desktop .NET's SslStream has taken one that has no data in it, and wants the next.
        private TaskCompletionSource<int> _waiting;
        private desktop::System.Memory<byte> _into;

        public TlsRecords(DeviceSocket socket)
        {
            _socket = socket;
        }

        // The peer has closed; the last plain alert that it sent, or -1.
        public bool IsAtEnd { get; private set; }

        public int LastAlert { get; private set; } = -1;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        // A whole record is here that nobody has taken.
        public bool HasRecord => _taken < _length && _length == Needed;

        // What is no record ends with its header: nothing is waited for that may never come.
        private int Needed => _length < Header || !IsTls ? Header : Math.Min(_record.Length, Header + (_record[3] << 8 | _record[4]));

        private bool IsTls => _record[0] is >= 20 and <= 23 && _record[1] == 3;

        public bool IsWaiting => _waiting != null;

        // The connection takes something without waiting.
        public bool CanSend => _socket.Poll(0, SelectMode.SelectWrite);

        // How long the last one is that was handed over, without its header.
        public int LastLength { get; private set; }

        // Hands a record, or the end, to the read that waits for it.
        public void Feed()
        {
            TaskCompletionSource<int> waiting = _waiting;
            _waiting = null;
            LastLength = HasRecord ? _length - Header : 0;
            waiting.SetResult(Take(_into.Span));
        }

        // Waits for the first byte of a record, or the end; throws 10060 when the time is up.
        public void Begin(int timeout)
        {
            if (_taken == _length)
            {
                _taken = _length = 0;
            }

            if (_length == 0 && !IsAtEnd)
            {
                Receive(timeout);
            }
        }

        // Waits for the rest of a record, or the end.
        public void Fill()
        {
            Begin(-1);

            while (!HasRecord && !IsAtEnd)
            {
                Receive(-1);
            }

            if (HasRecord && _record[0] == 21 && _length == Header + 2)
            {
                LastAlert = _record[Header + 1];
            }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (count > 0 && !HasRecord)
            {
                Fill();
            }

            return Take(buffer.AsSpan(offset, count));
        }

        public override ValueTask<int> ReadAsync(desktop::System.Memory<byte> buffer, desktop::System.Threading.CancellationToken cancellationToken = default)
        {
            if (buffer.Length == 0 || HasRecord || IsAtEnd)
            {
                return new ValueTask<int>(Take(buffer.Span));
            }

            _into = buffer;
            _waiting = new TaskCompletionSource<int>();
            return new ValueTask<int>(_waiting.Task);
        }

        // At once, on the caller's thread: who closes behind it would be faster than another.
        public override ValueTask WriteAsync(desktop::System.ReadOnlyMemory<byte> buffer, desktop::System.Threading.CancellationToken cancellationToken = default)
        {
            byte[] bytes = buffer.ToArray();
            Write(bytes, 0, bytes.Length);
            return ValueTask.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => _socket.Send(buffer, offset, count, SocketFlags.None, -1);

        public override void Flush()
        {
        }

        public override Task FlushAsync(desktop::System.Threading.CancellationToken cancellationToken) => Task.CompletedTask;

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        private void Receive(int timeout)
        {
            int received = _socket.Receive(_record, _length, Needed - _length, SocketFlags.None, timeout);
            _length += received;
            IsAtEnd = received == 0;
        }

        private int Take(desktop::System.Span<byte> buffer)
        {
            int read = HasRecord ? Math.Min(buffer.Length, _length - _taken) : 0;
            _record.AsSpan(_taken, read).CopyTo(buffer);
            _taken += read;
            return read;
        }
    }
}
