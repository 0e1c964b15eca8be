using System;
using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Udp;

namespace UAsyncio.Nano.Discovery
{
    /// <summary>
    /// Gives the device a name in its network, by which browsers find it: http://device.local (multicast DNS, RFC 6762). Before it takes
    /// a name it asks whether somebody has it, and takes another then: device-2.local.
    /// </summary>
    /// <remarks>
    /// For the thread of its loop. It tells one IPv4 address, that there is no other record, and one service, where <see cref="Publish"/> was called. Answering allocates what the runtime makes
    /// of addresses.
    /// </remarks>
    public sealed partial class MdnsResponder : IDisposable
    {
        private const int ProbeInterval = 250;
        private const int Probes = 3;
        private const int AnnounceInterval = 1000;

        // Behind so many conflicts it waits: it may be an enemy, or itself.
        private const int MaxConflicts = 15;
        private const int ConflictWait = 5000;

        private readonly AsyncUdpClient _client;
        private readonly IPEndPoint _all;
        private readonly IPAddress _fixedAddress;
        private readonly string _wanted;
        private readonly Random _random = new Random();
        private int _conflicts;
        private bool _isAnnounced;

        /// <summary>Opens the port; <see cref="RunAsync"/> takes the name and answers.</summary>
        /// <param name="name">The name, without .local: letters, digits and hyphens, 1 to 59.</param>
        /// <param name="address">The address that it tells; null for the device's own, whatever that is when somebody asks.</param>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="name"/> is no such name, or <paramref name="address"/> none of IPv4.</exception>
        /// <exception cref="SocketException">The stack has no multicast, or no socket is left.</exception>
        public MdnsResponder(string name, IPAddress address = null)
        {
            if (name == null)
            {
                throw new ArgumentNullException(nameof(name));
            }

            bool isName = (uint)(name.Length - 1) < DnsName.MaxLabel - 4;

            for (int i = 0; i < name.Length; i++)
            {
                char c = name[i];
                isName &= (uint)((c | 0x20) - 'a') < 26 || (uint)(c - '0') < 10 || c == '-';
            }

            if (!isName || (address != null && address.GetAddressBytes().Length != 4))
            {
                throw new ArgumentException(isName ? nameof(address) : nameof(name));
            }

            _wanted = name;
            _fixedAddress = address;
            SetName(1);
            IPAddress group = Mdns.Group();
            _all = new IPEndPoint(group, Mdns.Port);
            _client = new AsyncUdpClient(Mdns.Port, AsyncUdpClient.DefaultMaxSize, true);

            try
            {
                _client.JoinGroup(group);
                _client.SetMulticast(255, false);
            }
            catch (Exception)
            {
                _client.Dispose();
                throw;
            }
        }

        /// <summary>The name that it has or tries to get, with .local.</summary>
        public string HostName { get; private set; }

        /// <summary>True while the name is its own: it was asked for, and nobody has it.</summary>
        public bool HasName => _isAnnounced;

        /// <summary>Takes the name and answers for it, until it is closed or cancelled; it says goodbye when it is cancelled.</summary>
        /// <returns>To be given to CreateTask.</returns>
        /// <exception cref="SocketException">The network is down (ErrorCode 10050): start another one when it is up.</exception>
        public async Coroutine RunAsync()
        {
            try
            {
                for (; ; )
                {
                    if (await ProbeAsync())
                    {
                        _isAnnounced = true;
                        await ServeAsync();
                        _isAnnounced = false;
                    }
                }
            }
            finally
            {
                if (_isAnnounced && !_client.IsClosed)
                {
                    _isAnnounced = false;

                    if (_serviceType != null)
                    {
                        _askedService = 0;
                        await AnnounceServiceAsync(0);
                    }

                    MakeAnswer(0, 0);
                    await SendAsync(_all);
                }

                _client.Dispose();
            }
        }

        /// <summary>Closes the port. RunAsync ends by an ObjectDisposedException.</summary>
        public void Dispose()
        {
            _isAnnounced = false;
            _client.Dispose();
        }

        // Asks three times whether somebody has the name. False: it is to be tried again, with another name perhaps.
        private async Coroutine<bool> ProbeAsync()
        {
            int wait = _conflicts < MaxConflicts ? _random.Next(ProbeInterval) : ConflictWait;

            for (int i = 0; i <= Probes; i++)
            {
                int outcome = await ListenAsync(wait, false);

                if (outcome == Taken)
                {
                    _conflicts++;
                    SetName(_conflicts + 1);
                    return false;
                }

                if (outcome == Yields)
                {
                    // Another one asks for it too, and goes first: it has the name in a second, or is gone.
                    await ListenAsync(AnnounceInterval, false);
                    return false;
                }

                if (i < Probes)
                {
                    MakeProbe();
                    await SendAsync(_all);
                    wait = ProbeInterval;
                }
            }

            return true;
        }

        // Says twice that the name is its own, and answers, until somebody else says the same.
        private async Coroutine ServeAsync()
        {
            for (int i = 0; i < 2; i++)
            {
                MakeAnswer(TimeToLive, 0);
                _lastMulticast = EventLoop.Current.Ticks;
                await SendAsync(_all);

                if (_serviceType != null)
                {
                    _askedService = 0;
                    await AnnounceServiceAsync(ServiceTimeToLive);
                }

                if (await ListenAsync(i == 0 ? AnnounceInterval : -1, true) == Taken)
                {
                    return;
                }
            }
        }

        // Looks at what comes, for so many ms or for ever. Returns what Look has found out; Nothing when the time is up.
        private async Coroutine<int> ListenAsync(int milliseconds, bool answers)
        {
            EventLoop loop = EventLoop.Current;
            int start = loop.Ticks;

            for (; ; )
            {
                int left = milliseconds < 0 ? -1 : milliseconds - (loop.Ticks - start);

                if (milliseconds >= 0 && left < 0)
                {
                    return Nothing;
                }

                try
                {
                    await _client.ReceiveAsync().WaitAsync(left);
                }
                catch (TimeoutException)
                {
                    return Nothing;
                }

                int outcome = Look();

                if (outcome == Taken || (outcome == Yields && !answers))
                {
                    return outcome;
                }

                if (answers && (outcome == Asked || outcome == Yields))
                {
                    await AnswerAsync(loop.Ticks);
                }

                if (answers && _askedService != 0)
                {
                    await AnswerServiceAsync();
                }
            }
        }

        private async Coroutine AnswerAsync(int now)
        {
            bool isLegacy = _client.Sender.Port != Mdns.Port;

            if (isLegacy)
            {
                MakeLegacyAnswer();
                await SendAsync(_client.Sender);
                return;
            }

            MakeAnswer(TimeToLive, _askedOther);

            if (_isUnicastWanted)
            {
                await SendAsync(_client.Sender);
            }
            else if ((uint)(now - _lastMulticast) >= (_reader.Authorities > 0 ? ProbeInterval : AnnounceInterval))
            {
                // Not to all more than once a second, but sooner where somebody is about to take the name. (RFC 6762, 6)
                _lastMulticast = now;
                await SendAsync(_all);
            }
        }

        private async Coroutine SendAsync(IPEndPoint to)
        {
            try
            {
                await _client.SendAsync(_packet, 0, _length, to);
            }
            catch (SocketException)
            {
                // Whoever asked asks again; a network that is down ends the next receive.
            }
        }

        private void SetName(int number)
        {
            string host = _wanted + (number > 1 ? "-" + number : string.Empty) + ".local";
            byte[] name = DnsName.Encode(host);
            _instance = InstanceOf(name, _serviceType);
            _name = name;
            HostName = host;
        }
    }
}
