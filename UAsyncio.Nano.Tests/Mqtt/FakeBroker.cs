using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A broker that says what a test tells it to, byte by byte in hexadecimal digits, and shows what it is told.</summary>
    internal sealed class FakeBroker : IDisposable
    {
        /// <summary>CONNACK of MQTT 5.0 without properties.</summary>
        public const string Accept5 = "2003000000";

        /// <summary>CONNACK of MQTT 3.1.1.</summary>
        public const string Accept3 = "20020000";

        private const string Digits = "0123456789ABCDEF";

        private readonly WaitList _came = new WaitList();
        private readonly WaitList _ended = new WaitList();
        private readonly TcpServer _server;
        private AsyncStream _stream;

        public FakeBroker()
        {
            _server = Tcp.StartServer(HandleAsync, IPAddress.Loopback, 0, new TcpServerOptions { MaxConnections = 1 });
        }

        public int Port => _server.Port;

        /// <summary>Waits for a client and for what it says first.</summary>
        public async Coroutine<string> AcceptAsync(string answer)
        {
            while (_stream == null)
            {
                await _came;
            }

            string connect = await ReadPacketAsync();
            await SendAsync(answer);
            return connect;
        }

        public async Coroutine SendAsync(string digits)
        {
            byte[] bytes = new byte[digits.Length / 2];

            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)(Digits.IndexOf(digits[2 * i]) << 4 | Digits.IndexOf(digits[2 * i + 1]));
            }

            await _stream.WriteAsync(bytes, 0, bytes.Length);
        }

        /// <summary>The next packet; empty when the client has closed.</summary>
        public async Coroutine<string> ReadPacketAsync()
        {
            byte[] head = new byte[2];

            try
            {
                await _stream.ReadExactlyAsync(head, 0, 2);
                byte[] rest = new byte[head[1]];
                await _stream.ReadExactlyAsync(rest, 0, rest.Length);
                return Text(head) + Text(rest);
            }
            catch (EndOfStreamException)
            {
                return string.Empty;
            }
            catch (SocketException)
            {
                // It closed with something unread, which is a reset.
                return string.Empty;
            }
        }

        /// <summary>Expects these packets next, one behind the other; none when the client has to close.</summary>
        public async Coroutine ExpectAsync(string packets)
        {
            string came = string.Empty;
            string packet;

            do
            {
                packet = await ReadPacketAsync();
                came += packet;
            }
            while (packet.Length > 0 && came.Length < packets.Length);

            Assert.AreEqual(packets, came);
        }

        /// <summary>Sends packets and expects these answers.</summary>
        public async Coroutine AskAsync(string packets, string answers)
        {
            await SendAsync(packets);
            await ExpectAsync(answers);
        }

        /// <summary>Takes so many messages of QoS 1, each a packet of the same length that ends with its number, and acknowledges them.</summary>
        public async Coroutine AcknowledgeAsync(int count, int length)
        {
            byte[] packets = new byte[count * length];
            byte[] answers = new byte[count * 4];
            await _stream.ReadExactlyAsync(packets, 0, packets.Length);

            for (int i = 0; i < count; i++)
            {
                answers[4 * i] = 0x40;
                answers[4 * i + 1] = 2;
                Array.Copy(packets, (i + 1) * length - 2, answers, 4 * i + 2, 2);
            }

            await _stream.WriteAsync(answers, 0, answers.Length);
        }

        /// <summary>The next packet, a PUBLISH of QoS 1 in MQTT 3.1.1 of 128 to 16,383 bytes that is not sent again: its topic and payload.</summary>
        public async Coroutine<string> ReadTextAsync()
        {
            byte[] head = new byte[3];
            await _stream.ReadExactlyAsync(head, 0, 3);
            Assert.AreEqual(0, head[0] & 8);
            byte[] rest = new byte[(head[1] & 127) | head[2] << 7];
            await _stream.ReadExactlyAsync(rest, 0, rest.Length);
            return Encoding.UTF8.GetString(rest, 2, rest[1]) + Encoding.UTF8.GetString(rest, 4 + rest[1], rest.Length - 4 - rest[1]);
        }

        /// <summary>Hangs up.</summary>
        public void Drop()
        {
            _stream.Dispose();
            _stream = null;
            _ended.WakeAll();
        }

        public void Dispose()
        {
            _server.Close();
            _ended.WakeAll();
        }

        private static string Text(byte[] bytes)
        {
            string text = string.Empty;

            for (int i = 0; i < bytes.Length; i++)
            {
                text += Digits[bytes[i] >> 4].ToString() + Digits[bytes[i] & 15].ToString();
            }

            return text;
        }

        private async Coroutine HandleAsync(AsyncStream stream)
        {
            _stream = stream;
            _came.WakeAll();
            await _ended;
        }
    }
}
