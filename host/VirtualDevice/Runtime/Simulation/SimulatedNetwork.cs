extern alias desktop;

using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using DesktopRandom = desktop::System.Random;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A network in memory, with one device in it and whatever a host plays.
    internal sealed partial class SimulatedNetwork
    {
        // How long what does not get through waits before it is tried again; how often a connection is tried.
        public const int Retransmission = 200000;

        private const int Attempts = 15;
        private const int AttemptInterval = 1000000;
        private const int HostWindow = 65536;
        private const int FirstPort = 49152;

        private readonly Dictionary<int, SimulatedSocket> _listeners = new Dictionary<int, SimulatedSocket>();
        private readonly Dictionary<(string Address, int Port), Action<SimulatedEnd>> _hostListeners = new Dictionary<(string Address, int Port), Action<SimulatedEnd>>();
        private readonly Dictionary<string, IPAddress[]> _names = new Dictionary<string, IPAddress[]>(StringComparer.OrdinalIgnoreCase);
        private readonly List<SimulatedSocket> _sockets = new List<SimulatedSocket>();
        private readonly DesktopRandom _random;
        private int _connections;
        private int _lastPort = FirstPort;

        public SimulatedNetwork(SimulatedTime time, SimulatedTrace trace, int seed)
        {
            Time = time;
            Trace = trace;
            _random = new DesktopRandom(seed);
            DeviceNetwork.AvailabilityChanged += OnAvailabilityChanged;
        }

        public SimulatedTime Time { get; }

        public SimulatedTrace Trace { get; }

        public SimulatedFaults Faults { get; set; }

        // Whether the device has power.
        public bool IsOn { get; set; } = true;

        // Whether anything gets through.
        public bool IsUp => IsOn && DeviceNetwork.IsUp;

        public IPAddress DeviceAddress { get; } = IPAddress.Parse("192.168.1.2");

        public bool Chance(double rate) => rate > 0 && _random.NextDouble() < rate;

        public int Below(int limit) => _random.Next(limit);

        // In µs. Stalls are of any length up to the longest.
        public long Latency()
        {
            long stall = Chance(Faults.Stall) ? Below(Faults.MostStall) * 1000L : 0;
            return Faults.LeastLatency + Below(Faults.MostLatency - Faults.LeastLatency + 1) + stall;
        }

        // From 1 to 10 to the given power, as often small as large.
        public double Spread(int power) => Math.Pow(10, power * _random.NextDouble());

        // Within the next ten seconds, as often at once as late.
        public long Moment() => Time.Now + (long)Spread(7);

        public int NewPort() => ++_lastPort > ushort.MaxValue ? _lastPort = FirstPort : _lastPort;

        public void Add(SimulatedSocket socket) => _sockets.Add(socket);

        public void Remove(SimulatedSocket socket)
        {
            _sockets.Remove(socket);
            foreach (KeyValuePair<int, SimulatedSocket> listener in _listeners)
            {
                if (listener.Value == socket)
                {
                    _listeners.Remove(listener.Key);
                    break;
                }
            }
        }

        public bool IsInUse(int port, bool isStream) => _sockets.Exists(socket => socket.BoundPort == port && socket.IsStream == isStream);

        public void Listen(int port, SimulatedSocket socket) => _listeners[port] = socket;

        public void Listen(string address, int port, Action<SimulatedEnd> accept) => _hostListeners[(address, port)] = accept;

        public void Name(string name, IPAddress[] addresses) => _names[name] = addresses;

        public IPAddress[] Resolve(string name)
        {
            if (Faults.MostNameDelay > 0)
            {
                Time.Sleep(Below(Faults.MostNameDelay));
            }

            if (!DeviceNetwork.IsUp || Chance(Faults.NameFailure) || !_names.TryGetValue(name, out IPAddress[] addresses))
            {
                Trace.Add("name " + name + " is not found");
                throw new SocketException(SocketError.HostNotFound);
            }

            return addresses;
        }

        // From a host to the device: an error of 0 for success.
        public void ConnectToDevice(IPEndPoint from, int port, Action<SimulatedEnd, int> done) => Connect((from, HostWindow), new IPEndPoint(DeviceAddress, port), (Attempts, null), done);

        // From the device, to itself or a host.
        public void ConnectFromDevice(IPEndPoint to, Action<SimulatedEnd, int> done)
        {
            IPEndPoint from = new IPEndPoint(IsDevice(to.Address) ? to.Address : DeviceAddress, NewPort());
            Connect((from, SocketTable.ReceiveWindow), to, (Attempts, Time.Lives), done);
        }

        public bool IsDevice(IPAddress address) => address.Equals(DeviceAddress) || address.GetAddressBytes()[0] == 127;

        // The device's sockets are gone, and nobody is told.
        public void Vanish()
        {
            foreach (SimulatedSocket socket in _sockets.ToArray())
            {
                socket.Vanish();
            }
        }

        public void Dispose() => DeviceNetwork.AvailabilityChanged -= OnAvailabilityChanged;

        // A listener whose backlog is full says nothing, and neither does an address where nobody is: it is tried again for a while. What the device
        // tries ends with that life of it.
        private void Connect((IPEndPoint Local, int Window) from, IPEndPoint to, (int Left, int? Life) attempts, Action<SimulatedEnd, int> done)
        {
            Time.After(Latency(), () =>
            {
                if (attempts.Life is { } life && life != Time.Lives)
                {
                    return;
                }

                bool isDevice = IsDevice(to.Address);
                SimulatedSocket listener = isDevice && _listeners.TryGetValue(to.Port, out SimulatedSocket found) ? found : null;
                Action<SimulatedEnd> accept = null;
                bool isKnown = isDevice || _hostListeners.TryGetValue((to.Address.ToString(), to.Port), out accept) || IsHost(to.Address);
                bool isThere = IsUp && isKnown && (listener == null || !listener.IsBacklogFull) && !Chance(Faults.Silence);
                if (!isThere)
                {
                    if (attempts.Left == 1)
                    {
                        done(null, (int)SocketError.TimedOut);
                        return;
                    }

                    Time.After(AttemptInterval, () => Connect(from, to, (attempts.Left - 1, attempts.Life), done));
                    return;
                }

                if (listener == null && accept == null)
                {
                    Time.After(Latency(), () => done(null, (int)SocketError.ConnectionRefused));
                    return;
                }

                (SimulatedEnd client, SimulatedEnd server) = SimulatedEnd.Connect(this, ++_connections, from, (to, isDevice ? SocketTable.ReceiveWindow : HostWindow));
                listener?.Arrive(server);
                accept?.Invoke(server);
                Time.After(Latency(), () => done(client, 0));
            });
        }

        private bool IsHost(IPAddress address)
        {
            foreach ((string known, int _) in _hostListeners.Keys)
            {
                if (known == address.ToString())
                {
                    return true;
                }
            }

            return false;
        }

        private void OnAvailabilityChanged(bool isUp)
        {
            Trace.Add(isUp ? "the network is up" : "the network is down");
            foreach (SimulatedSocket socket in _sockets)
            {
                socket.Wake();
            }
        }
    }
}
