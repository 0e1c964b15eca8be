using System;
using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Discovery
{
    /// <summary>
    /// A DNS server that answers every question for an address with the same one: that of a device which is an access point, so that
    /// phones find its page by whatever name (a captive portal).
    /// </summary>
    /// <remarks>For the thread of its loop. It allocates nothing for an answer but what the runtime makes of the sender's address.</remarks>
    public sealed class CaptiveDnsServer : IDisposable
    {
        /// <summary>How long an answer may be kept, in seconds: when the portal is left, names mean what they mean elsewhere.</summary>
        public const int TimeToLive = 10;

        private const int FormatError = 1;
        private const int NotImplemented = 4;
        private const int AnswerLength = 16;

        private readonly AsyncUdpClient _client;
        private readonly DnsReader _reader = new DnsReader();
        private readonly byte[] _address;

        /// <summary>Opens the port; <see cref="RunAsync"/> answers.</summary>
        /// <param name="address">The address that is the answer: the device's own in its network.</param>
        /// <param name="port">The port.</param>
        /// <exception cref="ArgumentNullException"><paramref name="address"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="address"/> is none of IPv4.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is out of range.</exception>
        /// <exception cref="SocketException">The port is in use (ErrorCode 10048), or no socket is left.</exception>
        public CaptiveDnsServer(IPAddress address, int port = 53)
        {
            _address = (address ?? throw new ArgumentNullException(nameof(address))).GetAddressBytes();

            if (_address.Length != 4)
            {
                throw new ArgumentException(nameof(address));
            }

            _client = new AsyncUdpClient(port);
        }

        /// <summary>The port.</summary>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        public int Port => _client.Port;

        /// <summary>Answers until it is closed or cancelled: a broken question by an error, and what has no whole head, is an answer itself, or longer than 512 bytes not at all.</summary>
        /// <returns>To be given to CreateTask.</returns>
        /// <exception cref="SocketException">The network is down (ErrorCode 10050): start it again when it is up.</exception>
        public async Coroutine RunAsync()
        {
            for (int failures = 0; ; )
            {
                try
                {
                    if (failures > 0)
                    {
                        await Coroutine.Yield();
                        failures = 0;
                    }

                    await _client.ReceiveAsync();
                    int length = _client.IsTruncated ? 0 : Answer(_client.Buffer, _client.Length);

                    if (length > 0)
                    {
                        try
                        {
                            await _client.SendAsync(_client.Buffer, 0, length, _client.Sender);
                        }
                        catch (SocketException)
                        {
                            // Whoever asked asks again.
                        }
                    }
                }
                catch (OutOfMemoryException)
                {
                    // As above.
                    if (++failures == Mdns.MaxFailures)
                    {
                        throw;
                    }
                }
            }
        }

        /// <summary>Closes the port. RunAsync ends by an ObjectDisposedException.</summary>
        public void Dispose()
        {
            _client.Dispose();
        }

        // Makes the query its answer. Returns its length; 0 for none.
        private int Answer(byte[] packet, int length)
        {
            DnsReader reader = _reader;

            if (!reader.Open(packet, length) || reader.IsResponse)
            {
                return 0;
            }

            int code = reader.Opcode != 0 ? NotImplemented : reader.Questions != 1 || !reader.ReadQuestion() ? FormatError : 0;
            bool isAnswered = code == 0 && (reader.Class == DnsReader.Internet || reader.Class == DnsReader.Any)
                && (reader.Type == DnsReader.Address || reader.Type == DnsReader.Any);

            // An answer, with authority; whether recursion is wanted is said back. The question stays, what was behind it does not.
            packet[2] = (byte)(0x84 | packet[2] & 0x79);
            packet[3] = (byte)code;
            packet[5] = (byte)(code == 0 ? 1 : 0);
            packet[4] = 0;
            Array.Clear(packet, 6, 6);

            // Of a question that is broken or of another kind nothing was read. With the longest name there is room for the answer.
            int end = reader.At;

            if (!isAnswered)
            {
                return end;
            }

            packet[7] = 1;
            Array.Clear(packet, end, AnswerLength - 4);

            // The name is the question's; then type, class, time to live, length.
            packet[end] = 0xC0;
            packet[end + 1] = DnsReader.HeaderLength;
            packet[end + 3] = DnsReader.Address;
            packet[end + 5] = DnsReader.Internet;
            packet[end + 9] = TimeToLive;
            packet[end + 11] = 4;
            Array.Copy(_address, 0, packet, end + 12, 4);
            return end + AnswerLength;
        }
    }
}
