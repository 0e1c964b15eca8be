extern alias desktop;

using System;
using System.Net.Security;
using System.Net.Sockets;
using DesktopCertificate = desktop::System.Security.Cryptography.X509Certificates.X509Certificate2;

namespace UAsyncio.VirtualDevice.Runtime
{
    // The device's end of the stand-in: it waits where mbedTLS waits, stops the other threads where that does, and fails with its codes.
    internal sealed class SimulatedTlsSession : TlsSession
    {
        // What a handshake's arithmetic takes of a device's time, in µs.
        private const int Arithmetic = 800000;

        private readonly SimulatedNetwork _network;
        private readonly DeviceSocket _socket;
        private readonly byte[] _record = new byte[StandInRecord.Header + StandInRecord.MostRecord];
        private byte[] _plain = Array.Empty<byte>();
        private int _start;
        private int _received;
        private int _sent;
        private bool _isAtEnd;
        private bool _isBroken;

        public SimulatedTlsSession(SimulatedNetwork network, DeviceSocket socket)
        {
            _network = network;
            _socket = socket;
        }

        public override int Available => _plain.Length - _start;

        public override void Accept(DesktopCertificate certificate, DesktopCertificate[] chain, SslProtocols protocols)
        {
            if (certificate == null)
            {
                throw new SocketException(-0x6E00);
            }

            Handshake(() =>
            {
                Expect(1);
                _network.Time.Pass(Arithmetic);
                Send(StandInRecord.Message(2, StandInRecord.ServerFlight));
                Expect(20);
            });
        }

        public override void Connect(string host, DesktopCertificate certificate, DesktopCertificate[] chain, SslProtocols protocols)
        {
            Handshake(() =>
            {
                Send(StandInRecord.Message(1, StandInRecord.ClientHello));
                Expect(2);
                _network.Time.Pass(Arithmetic);
                Send(StandInRecord.Message(20, StandInRecord.ClientFinished));
            });
        }

        public override int Read(byte[] buffer, int offset, int count, int timeout)
        {
            while (Available == 0 && !_isAtEnd && count > 0)
            {
                if (_isBroken)
                {
                    throw new SocketException(-1);
                }

                Decrypt(timeout);
            }

            int read = Math.Min(count, Available);
            Array.Copy(_plain, _start, buffer, offset, read);
            _start += read;
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                for (int done = 0; done < count; done += StandInRecord.MostData)
                {
                    Send(StandInRecord.Seal(StandInRecord.Data, _sent++, buffer.AsSpan(offset + done, Math.Min(StandInRecord.MostData, count - done))));
                }
            }
            catch (SocketException)
            {
                _isBroken = true;
                throw new SocketException(-1);
            }
        }

        public override void Close()
        {
            try
            {
                // Says goodbye, where that does not wait.
                if (!_isBroken && _socket.Poll(0, SelectMode.SelectWrite))
                {
                    Send(StandInRecord.Seal(StandInRecord.Alert, _sent++, new byte[] { 1, 0 }));
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The connection is broken: nobody hears it.
            }
        }

        private void Handshake(Action handshake)
        {
            DeviceStop.Begin();
            try
            {
                handshake();
            }
            catch (SocketException e) when (e.ErrorCode > 0)
            {
                throw new SocketException(-0x0050);
            }
            finally
            {
                DeviceStop.End();
            }
        }

        private void Expect(int message)
        {
            ReadOnlySpan<byte> record = Receive();
            if (record.Length == 0)
            {
                throw new SocketException(-0x7280);
            }

            if (record[0] == StandInRecord.Alert)
            {
                throw new SocketException(-0x7780);
            }

            if (record[0] != StandInRecord.Handshake || record.Length == StandInRecord.Header || record[StandInRecord.Header] != message)
            {
                throw new SocketException(-0x7200);
            }
        }

        // Waits for the first byte as long as the timeout; from then on for a whole record, and nobody else runs.
        private void Decrypt(int timeout)
        {
            try
            {
                _socket.Receive(_record, 0, 1, SocketFlags.Peek, timeout);
            }
            catch (SocketException e) when (e.ErrorCode != (int)SocketError.TimedOut)
            {
                _isBroken = true;
                throw new SocketException(-1);
            }

            DeviceStop.Begin();
            try
            {
                Take(Receive());
            }
            catch (SocketException)
            {
                _isBroken = true;
                throw new SocketException(-1);
            }
            finally
            {
                DeviceStop.End();
            }
        }

        private void Take(ReadOnlySpan<byte> record)
        {
            if (record.Length == 0)
            {
                _isAtEnd = true;
                return;
            }

            switch (StandInRecord.Open(record, _received++, out ReadOnlySpan<byte> data))
            {
                case StandInRecord.Data:
                    _plain = data.ToArray();
                    _start = 0;
                    break;

                case StandInRecord.Alert:
                    _isAtEnd = true;
                    break;

                default:
                    // A KeyUpdate among them, which mbedTLS does not know.
                    throw new SocketException(-1);
            }
        }

        // A whole record; empty at the end.
        private ReadOnlySpan<byte> Receive()
        {
            for (int length = 0, needed = StandInRecord.Header; ; )
            {
                int count = _socket.Receive(_record, length, needed - length, SocketFlags.None, -1);
                if (count == 0)
                {
                    return default;
                }

                length += count;
                if (length == StandInRecord.Header)
                {
                    needed += StandInRecord.LengthOf(_record);
                    if (needed > _record.Length)
                    {
                        throw new SocketException(-0x7200);
                    }
                }

                if (length == needed)
                {
                    return _record.AsSpan(0, length);
                }
            }
        }

        private void Send(byte[] record) => _socket.Send(record, 0, record.Length, SocketFlags.None, -1);
    }
}
