using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A socket of a network in memory, that does what lwIP does, and fails when the simulation wants it to.
    internal sealed partial class SimulatedSocket : DeviceSocket
    {
        private const int MostDatagrams = 6;

        private static readonly SocketError[] s_troubles = { SocketError.ConnectionReset, SocketError.ConnectionAborted, SocketError.NoBufferSpaceAvailable };

        private readonly SimulatedNetwork _network;
        private readonly Queue<SimulatedEnd> _pending = new Queue<SimulatedEnd>();
        private readonly Queue<(IPEndPoint From, byte[] Bytes)> _datagrams = new Queue<(IPEndPoint From, byte[] Bytes)>();
        private SimulatedEnd _end;
        private IPEndPoint _local;
        private IPEndPoint _remote;
        private bool _isListening;
        private bool _isClosed;
        private bool _hasVanished;
        private int _backlog;
        private int _error;

        private SimulatedSocket(SimulatedNetwork network, bool isStream)
        {
            _network = network;
            IsStream = isStream;
        }

        public override bool IsClosed => _isClosed;

        // For those who run beside it, which in a simulation nobody does.
        public override bool IsInUse => false;

        public bool IsStream { get; }

        // 0 for none.
        public int BoundPort => _local?.Port ?? 0;

        public bool IsBacklogFull => _pending.Count >= _backlog;

        public static SimulatedSocket Create(SimulatedNetwork network, bool isStream)
        {
            network.Time.Pass(SimulatedTime.TransferCost);
            return Open(new SimulatedSocket(network, isStream));
        }

        public override void Bind(IPEndPoint endPoint)
        {
            Enter(SimulatedTime.PollCost);
            if (!endPoint.Address.Equals(IPAddress.Any) && !_network.IsDevice(endPoint.Address))
            {
                throw new SocketException(SocketError.AddressNotAvailable);
            }

            Trouble("Bind");
            bool sharesPort = !IsStream && _options.GetValueOrDefault((SocketOptionLevel.Socket, SocketOptionName.ReuseAddress)) != 0;
            if (endPoint.Port != 0 && !sharesPort && _network.IsInUse(endPoint.Port, IsStream))
            {
                throw new SocketException(SocketError.AddressAlreadyInUse);
            }

            _local = new IPEndPoint(endPoint.Address, endPoint.Port == 0 ? _network.NewPort() : endPoint.Port);
        }

        public override void Listen(int backlog)
        {
            Enter(SimulatedTime.PollCost);
            Trouble("Listen");
            _local ??= new IPEndPoint(IPAddress.Any, _network.NewPort());
            _backlog = Math.Max(backlog, 1);
            _isListening = true;
            _network.Listen(_local.Port, this);
        }

        public override DeviceSocket Accept()
        {
            Enter(SimulatedTime.TransferCost);
            if (!_isListening)
            {
                throw new SocketException(SocketError.InvalidArgument);
            }

            Trouble("Accept");
            if (!_pending.TryDequeue(out SimulatedEnd end))
            {
                throw new SocketException(SocketError.WouldBlock);
            }

            try
            {
                return Open(new SimulatedSocket(_network, true) { _end = end, _local = end.Local }).Listening();
            }
            catch (SocketException)
            {
                // A connection for which there is no socket left is dropped.
                end.Reset();
                throw;
            }
        }

        public override void Connect(IPEndPoint endPoint)
        {
            Enter(SimulatedTime.TransferCost);
            _remote = endPoint;
            if (!IsStream)
            {
                return;
            }

            if (_end != null)
            {
                throw new SocketException(SocketError.IsConnected);
            }

            Trouble("Connect");
            int? error = null;
            _network.ConnectFromDevice(endPoint, (end, code) =>
            {
                error = code;
                if (_hasVanished)
                {
                    end?.Vanish();
                    return;
                }

                if (_isClosed)
                {
                    end?.Reset();
                    return;
                }

                _end = end;
                Listening();
                Wake();
            });
            while (error == null)
            {
                ThrowIfClosedOrDown();
                _network.Time.Wait(this, Deadline.Never);
            }

            if (error != 0)
            {
                _error = error.Value;
                throw new SocketException(_error);
            }
        }

        public override void Close()
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            SocketTable.Release(this);
            _network.Remove(this);
            if (_options.GetValueOrDefault((SocketOptionLevel.Socket, SocketOptionName.Linger), 1) == 0)
            {
                _end?.Reset();
            }

            _end?.Close();
            foreach (SimulatedEnd end in _pending)
            {
                end.Reset();
            }

            _pending.Clear();
            Wake();
            _network.Time.Pass(SimulatedTime.PollCost);
        }

        // The device has lost its power: no peer hears of it.
        public void Vanish()
        {
            _hasVanished = true;
            _isClosed = true;
            SocketTable.Release(this);
            _network.Remove(this);
            _end?.Vanish();
            foreach (SimulatedEnd end in _pending)
            {
                end.Vanish();
            }
        }

        public override IPEndPoint GetLocalEndPoint()
        {
            Enter(SimulatedTime.ClockCost);
            return _end?.Local ?? _local ?? new IPEndPoint(IPAddress.Any, 0);
        }

        public override IPEndPoint GetRemoteEndPoint()
        {
            Enter(SimulatedTime.ClockCost);
            return _end?.Remote ?? _remote ?? throw new SocketException(SocketError.NotConnected);
        }

        // From the network.
        public void Arrive(SimulatedEnd end)
        {
            _pending.Enqueue(end);
            Wake();
        }

        public void Arrive(IPEndPoint from, byte[] bytes)
        {
            // What lwIP cannot keep is lost.
            if (_datagrams.Count < MostDatagrams)
            {
                _datagrams.Enqueue((from, bytes));
                Wake();
            }
        }

        public void Wake() => _network.Time.PulseAll(this);

        private static SimulatedSocket Open(SimulatedSocket socket)
        {
            if (socket._network.Chance(socket._network.Faults.NoSocket))
            {
                socket._network.Trace.Add("the fault leaves no socket");
                throw new SocketException(SocketError.TooManyOpenSockets);
            }

            SocketTable.Take(socket);
            socket._network.Add(socket);
            return socket;
        }

        private SimulatedSocket Listening()
        {
            if (_end != null)
            {
                _end.Changed = Wake;
            }

            return this;
        }

        private void Enter(int cost)
        {
            _network.Time.Pass(cost);
            if (_isClosed)
            {
                throw new ObjectDisposedException();
            }
        }

        // Any call can fail; a connection does not survive it.
        private void Trouble(string call)
        {
            if (!_network.Chance(_network.Faults.SocketError))
            {
                return;
            }

            SocketError error = s_troubles[_network.Below(s_troubles.Length)];
            _network.Trace.Add(call + ": the fault is " + (int)error);
            if (_end != null)
            {
                _error = (int)error;
                _end.Break();
            }

            throw new SocketException(error);
        }
    }
}
