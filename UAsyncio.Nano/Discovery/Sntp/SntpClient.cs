using System;
using System.Net;
using System.Net.Sockets;
using nanoFramework.Runtime.Native;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Discovery
{
    /// <summary>Asks a server for the time: SNTP, version 4 (RFC 4330).</summary>
    /// <remarks>Servers of the public pool want to be asked once in 15 minutes at the most, and refuse those that ask more.</remarks>
    public static class SntpClient
    {
        /// <summary>The port of SNTP servers.</summary>
        public const int DefaultPort = 123;

        private const int Length = 48;
        private const int Originate = 24;
        private const int Receive = 32;
        private const int Transmit = 40;
        private const int Attempts = 3;
        private const byte ClientVersion4 = 4 << 3 | 3;
        private const int Server = 4;
        private const int NotSynchronised = 3;

        /// <summary>Asks a server for the time, and sets the device's clock by it, when the next second begins.</summary>
        /// <param name="host">Its name or address. Looking up a name waits on a helper thread.</param>
        /// <param name="timeout">How long to wait for the answer to each of three questions, in ms.</param>
        /// <returns>The time, in UTC.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="host"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not from 0 to <see cref="Coroutine.MaxDelay"/>.</exception>
        /// <exception cref="TimeoutException">No answer has come.</exception>
        /// <exception cref="SocketException">The name is not found (ErrorCode 11001), or the network is down (10050).</exception>
        /// <exception cref="InvalidOperationException">The server does not tell the time; its reason, such as RATE, is the message.</exception>
        public static async Coroutine<DateTime> SetClockAsync(string host, int timeout = 2000)
        {
            if (host == null)
            {
                throw new ArgumentNullException(nameof(host));
            }

            if ((uint)timeout > Coroutine.MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(timeout));
            }

            IPAddress[] addresses = new IPAddress[1];
            await Coroutine.Run(state => addresses[0] = LookUp((string)state), host);
            DateTime time = await GetTimeAsync(addresses[0], DefaultPort, timeout);
            EventLoop loop = EventLoop.Current;
            int start = loop.Ticks;
            int late = time.Millisecond;

            if (late > 0)
            {
                // The clock takes whole seconds: it is set when the next one begins, or what has begun since, where the turn comes late.
                await Coroutine.Delay(1000 - late);
                time = time.AddMilliseconds(loop.Ticks - start);
            }

            Rtc.SetSystemTime(time);
            return time;
        }

        /// <summary>Asks a server for the time.</summary>
        /// <param name="server">Its address.</param>
        /// <param name="port">Its port.</param>
        /// <param name="timeout">How long to wait for the answer to each of three questions, in ms.</param>
        /// <returns>The time, in UTC, to some ms: half of the way to and fro is counted in.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="server"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not from 0 to <see cref="Coroutine.MaxDelay"/>, or <paramref name="port"/> not from 1 to 65535.</exception>
        /// <exception cref="TimeoutException">No answer has come.</exception>
        /// <exception cref="SocketException">The network is down (ErrorCode 10050), or no socket is left.</exception>
        /// <exception cref="InvalidOperationException">The server does not tell the time; its reason, such as RATE, is the message.</exception>
        public static async Coroutine<DateTime> GetTimeAsync(IPAddress server, int port = DefaultPort, int timeout = 2000)
        {
            if (server == null)
            {
                throw new ArgumentNullException(nameof(server));
            }

            bool isTimeout = (uint)timeout <= Coroutine.MaxDelay;

            if (!isTimeout || (uint)(port - 1) >= IPEndPoint.MaxPort)
            {
                throw new ArgumentOutOfRangeException(isTimeout ? nameof(port) : nameof(timeout));
            }

            EventLoop loop = EventLoop.Current;
            IPEndPoint to = new IPEndPoint(server, port);
            byte[] question = new byte[Length];

            // In the place of our time, something that nobody else knows: it comes back with the answer.
            byte[] cookie = new byte[8];

            AsyncUdpClient client = new AsyncUdpClient(0, Length);

            try
            {
                for (int attempt = 0; attempt < Attempts; attempt++)
                {
                    new Random().NextBytes(cookie);
                    question[0] = ClientVersion4;
                    Array.Copy(cookie, 0, question, Transmit, cookie.Length);
                    int asked = loop.Ticks;
                    await client.SendAsync(question, 0, Length, to);

                    try
                    {
                        for (int left = timeout; left >= 0; left = timeout - (loop.Ticks - asked))
                        {
                            await client.ReceiveAsync().WaitAsync(left);
                            int travelled = loop.Ticks - asked;

                            if (client.Sender.Equals(to) && IsAnswer(client, cookie))
                            {
                                return TimeIn(client.Buffer, travelled);
                            }
                        }
                    }
                    catch (TimeoutException)
                    {
                    }
                }
            }
            finally
            {
                // Nobody else has it: where memory is too short to close it, that is tried again.
                for (int attempts = Mdns.MaxFailures; client != null && attempts > 0; attempts--)
                {
                    try
                    {
                        client.Dispose();
                        client = null;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }

            throw new TimeoutException();
        }

        /// <inheritdoc cref="SetClockAsync(string, int)"/>
        /// <param name="host">Its name or address. Looking up a name waits on a helper thread.</param>
        /// <param name="timeout">How long to wait for the answer to each of three questions.</param>
        public static Coroutine<DateTime> SetClockAsync(string host, TimeSpan timeout)
        {
            return SetClockAsync(host, Coroutine.MillisecondsOf(timeout));
        }

        /// <inheritdoc cref="GetTimeAsync(IPAddress, int, int)"/>
        /// <param name="server">Its address.</param>
        /// <param name="port">Its port.</param>
        /// <param name="timeout">How long to wait for the answer to each of three questions.</param>
        public static Coroutine<DateTime> GetTimeAsync(IPAddress server, int port, TimeSpan timeout)
        {
            return GetTimeAsync(server, port, Coroutine.MillisecondsOf(timeout));
        }

        private static IPAddress LookUp(string host)
        {
            IPAddress[] addresses = Dns.GetHostEntry(host).AddressList;

            for (int i = 0; i < addresses.Length; i++)
            {
                if (addresses[i].AddressFamily == AddressFamily.InterNetwork)
                {
                    return addresses[i];
                }
            }

            throw new SocketException(SocketError.HostNotFound);
        }

        private static bool IsAnswer(AsyncUdpClient client, byte[] cookie)
        {
            byte[] packet = client.Buffer;

            if (client.Length < Length || (packet[0] & 7) != Server)
            {
                return false;
            }

            for (int i = 0; i < cookie.Length; i++)
            {
                if (packet[Originate + i] != cookie[i])
                {
                    return false;
                }
            }

            return true;
        }

        private static DateTime TimeIn(byte[] packet, int travelled)
        {
            int stratum = packet[1];

            if (stratum == 0 || stratum > 15 || packet[0] >> 6 == NotSynchronised || (Get32(packet, Transmit) | Get32(packet, Transmit + 4)) == 0)
            {
                // A kiss of death has its reason where others have their reference. A time of nothing is none. (RFC 4330, 5)
                throw new InvalidOperationException(stratum == 0 ? new string(new[] { Letter(packet[12]), Letter(packet[13]), Letter(packet[14]), Letter(packet[15]) }) : "not synchronised");
            }

            long sent = Milliseconds(packet, Transmit);
            long atServer = sent - Milliseconds(packet, Receive);
            long onTheWay = atServer >= 0 && atServer < travelled ? travelled - atServer : travelled;
            return new DateTime(1900, 1, 1).AddTicks((sent + onTheWay / 2) * TimeSpan.TicksPerMillisecond);
        }

        private static char Letter(byte value)
        {
            return value > ' ' && value < 127 ? (char)value : '?';
        }

        // Since 1900. The seconds are full in 2036; a time before 1968 is one after that. (RFC 4330, 3)
        private static long Milliseconds(byte[] packet, int at)
        {
            long seconds = Get32(packet, at);
            seconds += (packet[at] & 0x80) == 0 ? 0x100000000L : 0;
            return seconds * 1000 + (Get32(packet, at + 4) * 1000 >> 32);
        }

        private static long Get32(byte[] packet, int at)
        {
            return (long)packet[at] << 24 | (uint)(packet[at + 1] << 16 | packet[at + 2] << 8 | packet[at + 3]);
        }
    }
}
