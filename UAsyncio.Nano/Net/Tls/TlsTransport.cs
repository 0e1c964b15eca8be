using System;
using System.Net.Security;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>TLS over a connected socket: the socket is what is polled, the SslStream what is read and written.</summary>
    internal sealed class TlsTransport : Transport
    {
        // As for a plain socket, less what a record adds.
        private const int Chunk = 1360;
        private const int TimedOut = 10060;

        // Of a record: type, version, length.
        private const int RecordHeader = 5;

        // No record is longer: what says so is no TLS, and the runtime would stop the device to wait for it.
        private const int MaxRecord = RecordHeader + 16384 + 2048;

        // How long, in ms, the rest of a record may take: of one that is too large to be waited for as a whole, and of any other.
        private const int Patience = 500;
        private const int RecordTimeout = 30000;

        private readonly Socket _socket;
        private readonly SslStream _stream;

        // Null when the session is over: the peer has said goodbye, which leaves nothing in the socket that would say so again.
        private byte[] _header = new byte[RecordHeader];

        // The tick at which a part of a record was there first; 0 when there is none. Of a session that is over, the error's code; 0 for none.
        private int _since;

        /// <summary>Does the handshake, which stops the device until it is done. The socket is closed if it fails.</summary>
        internal TlsTransport(Socket socket, TlsOptions options, string host)
        {
            _socket = socket;

            try
            {
                _stream = new SslStream(socket);
                options.Authenticate(_stream, host);

                // After a record without data newer firmware waits for the next one like this, instead of stopping the device.
                socket.ReceiveTimeout = 1;
            }
            catch (Exception exception)
            {
                // The runtime's part of it would be lost: where memory is too short to free it, that is tried again.
                for (int attempts = TcpServer.MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        Close();
                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                // Of a connection that has been reset already the stream tells by what is inside.
                SocketException failure = exception as SocketException ?? exception.InnerException as SocketException;

                if (failure == null)
                {
                    throw;
                }

                throw TlsException.Of(failure.ErrorCode);
            }
        }

        protected internal override Socket PolledSocket => _socket;

        public override int Read(byte[] buffer, int offset, int count)
        {
            // What is decrypted already is no longer in the socket.
            if (!CanRead())
            {
                return -1;
            }

            if (_header == null)
            {
                return _since == 0 ? 0 : throw new SocketException((SocketError)_since);
            }

            _since = 0;

            try
            {
                int read = _stream.Read(buffer, offset, count);

                if (read == 0)
                {
                    _header = null;
                }

                return read;
            }
            catch (SocketException exception)
            {
                if (exception.ErrorCode == TimedOut)
                {
                    return -1;
                }

                _since = exception.ErrorCode;
                _header = null;
                throw;
            }
        }

        protected internal override bool CanRead()
        {
            return _header == null || _stream.DataAvailable || IsRecordThere();
        }

        // The stream would stop the device until the rest of a record is there.
        private bool IsRecordThere()
        {
            if (!_socket.Poll(0, SelectMode.SelectRead))
            {
                return false;
            }

            int available = _socket.Available;
            int record = RecordHeader;

            if (available >= RecordHeader)
            {
                _socket.Receive(_header, 0, RecordHeader, SocketFlags.Peek);
                record += _header[3] << 8 | _header[4];

                if (record > MaxRecord)
                {
                    throw new TlsException(TlsError.Protocol, 0);
                }
            }
            else if (available == 0)
            {
                // The peer has closed, which the stream is to tell.
                return true;
            }

            bool isLarge = record > ClientHello.MaxRecord;

            if (available >= (isLarge ? ClientHello.MaxRecord : record))
            {
                return true;
            }

            int now = EventLoop.Running.Ticks | 1;

            if (_since == 0)
            {
                _since = now;
            }

            // A large one may not fit the receive window, which what is unread can close earlier than the sum of its bytes says.
            if (isLarge)
            {
                return now - _since >= Patience;
            }

            // A peer that has closed in the middle of a record looks like one that is slow.
            if (now - _since >= RecordTimeout)
            {
                throw new SocketException(SocketError.TimedOut);
            }

            return false;
        }

        public override int Write(byte[] buffer, int offset, int count)
        {
            if (!_socket.Poll(0, SelectMode.SelectWrite))
            {
                return 0;
            }

            count = count < Chunk ? count : Chunk;
            _stream.Write(buffer, offset, count);
            return count;
        }

        public override void Close()
        {
            // It says goodbye, without waiting, and closes the socket. Where memory is too short for that, the socket is not closed without it.
            try
            {
                _stream?.Dispose();
            }
            catch (OutOfMemoryException)
            {
                throw;
            }
            catch (Exception)
            {
                ((IDisposable)_socket).Dispose();
                throw;
            }

            ((IDisposable)_socket).Dispose();
        }
    }
}
