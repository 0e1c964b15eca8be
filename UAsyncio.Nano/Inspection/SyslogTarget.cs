using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>
    /// Sends messages to a syslog server over UDP (RFC 5424, RFC 5426). A task of its own sends them, so that who logs never waits.
    /// <code>
    /// SyslogTarget syslog = new SyslogTarget(IPAddress.Parse("192.168.1.2"), "porch");
    /// log.Add(syslog);
    /// loop.CreateTask(syslog.RunAsync(), "syslog");
    /// </code>
    /// </summary>
    /// <remarks>
    /// What cannot be sent yet, before the loop runs or while the network is down, is kept, and the oldest gives way. It has a socket only while it has something
    /// to send. A datagram may get lost on its way, and nobody is told.
    /// </remarks>
    public sealed class SyslogTarget : LogTarget
    {
        /// <summary>The port of syslog servers.</summary>
        public const int DefaultPort = 514;

        /// <summary>How long a datagram is at most, in bytes: what every server takes. A longer message is cut.</summary>
        public const int MaxLength = 480;

        /// <summary>The facility of programs, "user-level messages".</summary>
        public const int User = 1;

        /// <summary>The first of the eight facilities for one's own purposes.</summary>
        public const int Local0 = 16;

        private const int MostFacility = 23;
        private const int LongestName = 48;
        private const int LongestHost = 255;

        // The clock of a device that nobody has set is somewhere before.
        private const int FirstYear = 2020;

        // In ms: until the stack takes more, and until it is tried again after a failure.
        private const int FullDelay = 10;
        private const int FailureDelay = 1000;

        // How often what memory is too short for is tried: nobody gives any back then.
        private const int MaxFailures = 1000;

        private static readonly byte[] s_mark = { 0xEF, 0xBB, 0xBF };

        private readonly ThreadSafeQueue _datagrams;
        private readonly IPEndPoint _server;
        private readonly string _hostName;
        private readonly int _facility;
        private int _lost;

        // Taken from the queue, and not sent yet.
        private byte[] _datagram;

        /// <summary>Creates a target.</summary>
        /// <param name="server">The server's address.</param>
        /// <param name="hostName">What the device is called there, of printable ASCII without blanks, 255 at most; null for nothing.</param>
        /// <param name="port">The server's port.</param>
        /// <param name="capacity">How many messages are kept until they can be sent, 1 or more.</param>
        /// <param name="facility">What stands for the kind of program, 0 to 23: <see cref="User"/>, or from <see cref="Local0"/> on.</param>
        /// <exception cref="ArgumentNullException"><paramref name="server"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="hostName"/> is no such name.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/>, <paramref name="capacity"/> or <paramref name="facility"/> is out of range.</exception>
        public SyslogTarget(IPAddress server, string hostName = null, int port = DefaultPort, int capacity = 16, int facility = User)
        {
            if (server == null)
            {
                throw new ArgumentNullException(nameof(server));
            }

            if ((uint)facility > MostFacility || (uint)(port - 1) >= IPEndPoint.MaxPort)
            {
                throw new ArgumentOutOfRangeException((uint)facility > MostFacility ? nameof(facility) : nameof(port));
            }

            if (hostName != null && Printable(hostName, LongestHost) != hostName)
            {
                throw new ArgumentException(nameof(hostName));
            }

            _datagrams = new ThreadSafeQueue(capacity);
            _server = new IPEndPoint(server, port);
            _hostName = hostName ?? "-";
            _facility = facility;
        }

        /// <summary>How many messages gave way to newer ones.</summary>
        public int Lost => _lost;

        /// <inheritdoc/>
        public override void Write(LogLevel level, string name, string message)
        {
            DateTime now = DateTime.UtcNow;
            string time = now.Year < FirstYear ? "-" : now.Year + "-" + Two(now.Month) + "-" + Two(now.Day) + "T" + Two(now.Hour) + ":" + Two(now.Minute) + ":" + Two(now.Second) + "Z";
            byte[] head = Encoding.UTF8.GetBytes("<" + (8 * _facility + Severity(level)) + ">1 " + time + " " + _hostName + " " + Printable(name, LongestName) + " - - - ");
            byte[] text = Encoding.UTF8.GetBytes(message);

            // UTF-8 says that it is; ASCII need not.
            int marked = head.Length + (text.Length == message.Length ? 0 : s_mark.Length);
            int length = marked + text.Length;

            if (length > MaxLength)
            {
                length = marked > MaxLength ? marked : MaxLength;

                // Not in the middle of a character.
                while (length > marked && (text[length - marked] & 0xC0) == 0x80)
                {
                    length--;
                }
            }

            byte[] datagram = new byte[length];
            Array.Copy(head, datagram, head.Length);
            Array.Copy(s_mark, 0, datagram, head.Length, marked - head.Length);
            BlankControls(text, length - marked);
            Array.Copy(text, 0, datagram, marked, length - marked);

            while (!_datagrams.TryPut(datagram))
            {
                _lost += _datagrams.TryRead() == null ? 0 : 1;
            }
        }

        /// <summary>Sends what is logged, until it is cancelled. Given to CreateTask.</summary>
        /// <returns>To be awaited, or given to CreateTask.</returns>
        public async Coroutine RunAsync()
        {
            for (int failures = 0; ; )
            {
                Socket socket = null;

                try
                {
                    if (failures > 0)
                    {
                        await Coroutine.Delay(FailureDelay);
                        failures = 0;
                    }

                    if (_datagram == null)
                    {
                        await _datagrams.WaitToReadAsync();
                    }

                    socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

                    while (_datagram != null || (_datagram = (byte[])_datagrams.TryRead()) != null)
                    {
                        if (!socket.Poll(0, SelectMode.SelectWrite))
                        {
                            await Coroutine.Delay(FullDelay);
                            continue;
                        }

                        socket.SendTo(_datagram, _server);
                        _datagram = null;
                        await Coroutine.Yield();
                    }
                }
                catch (SocketException)
                {
                    // No network, or no socket: it waits, with the datagram.
                    failures = 1;
                }
                catch (OutOfMemoryException)
                {
                    if (++failures == MaxFailures)
                    {
                        throw;
                    }
                }
                finally
                {
                    // A socket that is lost is lost until the device restarts: where memory is too short to close it, that is tried again.
                    for (int attempts = MaxFailures; socket != null && attempts > 0; attempts--)
                    {
                        try
                        {
                            ((IDisposable)socket).Dispose();
                            socket = null;
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }
                }
            }
        }

        private static int Severity(LogLevel level)
        {
            return level == LogLevel.Error ? 3 : level == LogLevel.Warning ? 4 : level == LogLevel.Info ? 6 : 7;
        }

        private static string Two(int number)
        {
            return number < 10 ? "0" + number : number.ToString();
        }

        // What else there is becomes an underscore, and nothing at all a minus.
        private static string Printable(string text, int longest)
        {
            int length = text == null ? 0 : text.Length < longest ? text.Length : longest;

            if (length == 0)
            {
                return "-";
            }

            char[] chars = new char[length];

            for (int i = 0; i < length; i++)
            {
                chars[i] = text[i] > ' ' && text[i] < 127 ? text[i] : '_';
            }

            return new string(chars);
        }
    }
}
