using System;
using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Discovery
{
    /// <summary>Finds the addresses of names that end with .local: multicast DNS, one question at a time (RFC 6762, 5.1).</summary>
    public static class MdnsResolver
    {
        // Asked again after 1 and after 3 seconds: datagrams get lost.
        private const int FirstInterval = 1000;

        /// <summary>Asks the local network for the address of a name.</summary>
        /// <param name="name">The whole name, such as "printer.local".</param>
        /// <param name="timeout">How long to wait, in ms.</param>
        /// <returns>The IPv4 address that was told first.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="name"/> is no name.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is not from 0 to <see cref="Coroutine.MaxDelay"/>.</exception>
        /// <exception cref="SocketException">Nobody has answered (ErrorCode 11001), the network is down (10050), or no socket is left.</exception>
        public static async Coroutine<IPAddress> ResolveAsync(string name, int timeout = 5000)
        {
            byte[] wanted = DnsName.Encode(name);

            if ((uint)timeout > Coroutine.MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(timeout));
            }

            int id = new Random().Next(ushort.MaxValue) + 1;
            byte[] question = MakeQuestion(wanted, id);
            IPEndPoint all = new IPEndPoint(Mdns.Group(), Mdns.Port);
            DnsReader reader = new DnsReader();
            EventLoop loop = EventLoop.Current;

            // From a port of its own: so the answer comes to it alone.
            AsyncUdpClient client = new AsyncUdpClient();

            try
            {
                client.SetMulticast(255, true);
                int start = loop.Ticks;
                int nextQuestion = 0;
                int interval = FirstInterval;

                for (; ; )
                {
                    int now = loop.Ticks - start;

                    if (now >= timeout)
                    {
                        throw new SocketException(SocketError.HostNotFound);
                    }

                    if (now >= nextQuestion)
                    {
                        await client.SendAsync(question, 0, question.Length, all);
                        nextQuestion = now + interval;
                        interval *= 2;
                    }

                    try
                    {
                        await client.ReceiveAsync().WaitAsync((nextQuestion < timeout ? nextQuestion : timeout) - now);
                    }
                    catch (TimeoutException)
                    {
                        continue;
                    }

                    if (Find(reader, client, id, wanted))
                    {
                        byte[] address = new byte[4];
                        Array.Copy(client.Buffer, reader.Data, address, 0, 4);
                        return new IPAddress(address);
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
        }

        /// <inheritdoc cref="ResolveAsync(string, int)"/>
        /// <param name="name">The whole name, such as "printer.local".</param>
        /// <param name="timeout">How long to wait.</param>
        public static Coroutine<IPAddress> ResolveAsync(string name, TimeSpan timeout)
        {
            return ResolveAsync(name, Coroutine.MillisecondsOf(timeout));
        }

        private static byte[] MakeQuestion(byte[] name, int id)
        {
            byte[] packet = new byte[DnsReader.HeaderLength + name.Length + 4];
            packet[0] = (byte)(id >> 8);
            packet[1] = (byte)id;
            packet[5] = 1;
            Array.Copy(name, 0, packet, DnsReader.HeaderLength, name.Length);
            packet[packet.Length - 3] = DnsReader.Address;
            packet[packet.Length - 1] = DnsReader.Internet;
            return packet;
        }

        // In a packet that is too long, what has come whole is looked at.
        private static bool Find(DnsReader reader, AsyncUdpClient client, int id, byte[] name)
        {
            if (client.Sender.Port != Mdns.Port || !reader.Open(client.Buffer, client.Length) || !reader.IsResponse || !reader.IsMulticast || reader.Id != id)
            {
                return false;
            }

            for (int i = 0; i < reader.Questions; i++)
            {
                if (!reader.ReadQuestion())
                {
                    return false;
                }
            }

            for (int i = 0; i < reader.Answers && reader.ReadRecord(); i++)
            {
                if (reader.IsAddressOf(name))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
