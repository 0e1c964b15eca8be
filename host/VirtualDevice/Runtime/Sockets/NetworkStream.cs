using System;
using System.IO;
using System.Threading;

namespace System.Net.Sockets
{
    public class NetworkStream : Stream
    {
        protected int _socketType;
        protected EndPoint _remoteEndPoint;
        protected bool _disposed;

        private readonly Socket _socket;
        private readonly bool _ownsSocket;

        public NetworkStream(Socket socket)
            : this(socket, false)
        {
        }

        public NetworkStream(Socket socket, bool ownsSocket)
        {
            if (socket == null)
            {
                throw new ArgumentNullException();
            }

            try
            {
                _remoteEndPoint = socket.RemoteEndPoint;
            }
            catch (Exception e)
            {
                throw new IOException(socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error).ToString(), e);
            }

            _socket = socket;
            _socketType = (int)socket.SocketType;
            _ownsSocket = ownsSocket;
        }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanTimeout => true;

        public override bool CanWrite => true;

        public virtual bool DataAvailable
        {
            get
            {
                ThrowIfClosed();
                return _socket.Available > 0;
            }
        }

        public override long Length
        {
            get
            {
                ThrowIfClosed();
                return _socket.Available;
            }
        }

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int ReadTimeout
        {
            get => _socket.ReceiveTimeout;
            set => _socket.ReceiveTimeout = CheckTimeout(value);
        }

        public override int WriteTimeout
        {
            get => _socket.SendTimeout;
            set => _socket.SendTimeout = CheckTimeout(value);
        }

        // A TLS stream goes through it as well.
        internal Socket Socket => _socket;

        public void Close(int timeout)
        {
            if (timeout < -1)
            {
                throw new ArgumentOutOfRangeException();
            }

            Thread.Sleep(timeout);
            Close();
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            ThrowIfClosed();
            CheckRange(buffer, offset, count);
            int available = _socket.Available;
            if (available > 0 && available < count)
            {
                count = available;
            }

            return _socketType switch
            {
                (int)SocketType.Stream => _socket.Receive(buffer, offset, count, SocketFlags.None),
                (int)SocketType.Dgram => _socket.ReceiveFrom(buffer, offset, count, SocketFlags.None, ref _remoteEndPoint),
                _ => throw new NotSupportedException(),
            };
        }

        // As on a device: its own stream has no other answer.
        public override int Read(SpanByte buffer) => throw new NotImplementedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            ThrowIfClosed();
            CheckRange(buffer, offset, count);
            int sent = _socketType switch
            {
                (int)SocketType.Stream => _socket.Send(buffer, offset, count, SocketFlags.None),
                (int)SocketType.Dgram => _socket.SendTo(buffer, offset, count, SocketFlags.None, _socket.RemoteEndPoint),
                _ => throw new NotSupportedException(),
            };
            if (sent != count)
            {
                throw new IOException();
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (disposing && _ownsSocket)
            {
                _socket.Close();
            }
        }

        private void ThrowIfClosed()
        {
            if (_disposed)
            {
                throw new ObjectDisposedException();
            }

            if (_socket.IsClosed)
            {
                throw new IOException();
            }
        }

        private static int CheckTimeout(int value)
        {
            if (value == 0 || value < Timeout.Infinite)
            {
                throw new ArgumentOutOfRangeException();
            }

            return value;
        }

        private static void CheckRange(byte[] buffer, int offset, int count)
        {
            if (buffer == null)
            {
                throw new ArgumentNullException();
            }

            if (offset < 0 || offset > buffer.Length || count < 0 || count > buffer.Length - offset)
            {
                throw new ArgumentOutOfRangeException();
            }
        }
    }
}
