extern alias device;

using System;
using System.Threading.Tasks;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>The host's end of the stand-in for TLS.</summary>
    internal sealed class SimulatedTls
    {
        private readonly SimulatedConnection _connection;
        private byte[] _plain = [];
        private int _start;
        private int _received;
        private int _sent;
        private bool _isAtEnd;

        public SimulatedTls(SimulatedConnection connection)
        {
            _connection = connection;
        }

        public async Task HandshakeAsync(bool asServer)
        {
            if (asServer)
            {
                await ExpectAsync(1);
                _connection.SendRaw(StandInRecord.Message(2, StandInRecord.ServerFlight));
                await ExpectAsync(20);
            }
            else
            {
                _connection.SendRaw(StandInRecord.Message(1, StandInRecord.ClientHello));
                await ExpectAsync(2);
                _connection.SendRaw(StandInRecord.Message(20, StandInRecord.ClientFinished));
            }
        }

        public void Send(byte[] bytes)
        {
            for (int done = 0; done < bytes.Length; done += StandInRecord.MostData)
            {
                _connection.SendRaw(StandInRecord.Seal(StandInRecord.Data, _sent++, bytes.AsSpan(done, Math.Min(StandInRecord.MostData, bytes.Length - done))));
            }
        }

        // An update that is not asked to be answered.
        public void SendKeyUpdate() => _connection.SendRaw(StandInRecord.Seal(StandInRecord.Handshake, _sent++, [24, 0, 0, 1, 0]));

        public void SayGoodbye()
        {
            if (_connection.Error == 0)
            {
                _connection.SendRaw(StandInRecord.Seal(StandInRecord.Alert, _sent++, [1, 0]));
            }
        }

        public async Task<byte[]> ReceiveAsync(int most)
        {
            while (_start == _plain.Length && !_isAtEnd)
            {
                Take(await RecordAsync());
            }

            int count = Math.Min(most, _plain.Length - _start);
            _start += count;
            return _plain[(_start - count).._start];
        }

        private void Take(byte[] record)
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
                    throw new FormatException("a record of the device is not the one that was to come");
            }
        }

        private async Task ExpectAsync(int message)
        {
            byte[] record = await RecordAsync();
            if (record.Length == 0)
            {
                throw new SimulatedConnectionException(10054);
            }

            if (record[0] != StandInRecord.Handshake || record.Length == StandInRecord.Header || record[StandInRecord.Header] != message)
            {
                throw new FormatException("the device's answer is no handshake");
            }
        }

        // Empty at the end.
        private async Task<byte[]> RecordAsync()
        {
            byte[] header = await ExactlyAsync(StandInRecord.Header);
            if (header.Length < StandInRecord.Header)
            {
                return [];
            }

            byte[] body = await ExactlyAsync(StandInRecord.LengthOf(header));
            return body.Length < StandInRecord.LengthOf(header) ? [] : [.. header, .. body];
        }

        private async Task<byte[]> ExactlyAsync(int count)
        {
            byte[] all = [];
            while (all.Length < count)
            {
                byte[] bytes = await _connection.ReceiveRawAsync(count - all.Length);
                if (bytes.Length == 0)
                {
                    break;
                }

                all = [.. all, .. bytes];
            }

            return all;
        }
    }
}
