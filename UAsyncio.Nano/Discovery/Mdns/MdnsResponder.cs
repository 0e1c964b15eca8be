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

        // Then it begins again with the first: the longest name has room for three digits.
        private const int MostNames = 999;

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
                // A socket that is lost is lost until the device restarts: where memory is too short to close it, that is tried again.
                for (int attempts = Mdns.MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        _client.Dispose();
                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                throw;
            }
        }

        /// <summary>The name that it has or tries to get, with .local.</summary>
        public string HostName { get; private set; }

        /// <summary>True while the name is its own: it was asked for, and nobody has it.</summary>
        public bool HasName => _isAnnounced;

        /// <summary>
        /// Takes the name and answers for it, until it is closed or cancelled; it says goodbye when it is cancelled. Where memory gets short it takes the
        /// name anew.
        /// </summary>
        /// <returns>To be given to CreateTask.</returns>
        /// <exception cref="SocketException">The network is down (ErrorCode 10050): start another one when it is up.</exception>
        public async Coroutine RunAsync()
        {
            try
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

                        if (await ProbeAsync())
                        {
                            _isAnnounced = true;
                            await ServeAsync();
                            _isAnnounced = false;
                        }
                    }
                    catch (OutOfMemoryException)
                    {
                        _isAnnounced = false;

                        if (++failures == Mdns.MaxFailures)
                        {
                            throw;
                        }
                    }
                }
            }
            finally
            {
                try
                {
                    if (_isAnnounced && !_client.IsClosed)
                    {
                        _isAnnounced = false;

                        if (_serviceType != null)
                        {
                            _askedService = 0;
                            await AnnounceServiceAsync(0);
                        }

                        MakeAnswer(0, true, false);
                        await SendAsync(_all);
                    }
                }
                finally
                {
                    bool isClosed = false;

                    for (int attempts = Mdns.MaxFailures; !isClosed && attempts > 0; attempts--)
                    {
                        try
                        {
                            _client.Dispose();
                            isClosed = true;
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }
                }
            }
        }

        /// <summary>Closes the port. RunAsync ends by an ObjectDisposedException.</summary>
        public void Dispose()
        {
            _isAnnounced = false;
            _client.Dispose();
        }

        private void SetName(int number)
        {
            string host = _wanted + (number > 1 ? "-" + number : string.Empty) + ".local";
            byte[] name = DnsName.Encode(host);
            byte[] instance = InstanceOf(name, _serviceType);
            HostName = host;
            _instance = instance;
            _name = name;
        }
    }
}
