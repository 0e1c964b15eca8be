using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.VirtualDevice.Runtime
{
    // One end of a connection in memory: TCP as far as a program can tell.
    internal sealed class SimulatedEnd
    {
        private const int Segment = 1436;
        private const int LongestAcknowledgement = 5000000;

        private readonly SimulatedNetwork _network;
        private readonly ConnectionFate _fate;
        private readonly ByteQueue _received = new ByteQueue();
        private readonly ByteQueue _unsent = new ByteQueue();
        private readonly string _direction;
        private readonly int _window;
        private readonly int _endsAfter;
        private SimulatedEnd _peer;
        private int _delivered;
        private bool _isDelivering;
        private bool _isEnding;
        private bool _isEnded;

        private SimulatedEnd(SimulatedNetwork network, ConnectionFate fate, IPEndPoint local, int window, string direction, int endsAfter)
        {
            _network = network;
            _fate = fate;
            Local = local;
            _window = window;
            _direction = direction;
            _endsAfter = endsAfter;
        }

        // Something has come, or there is room to send.
        public Action Changed { get; set; }

        public IPEndPoint Local { get; }

        public IPEndPoint Remote => _peer.Local;

        public int Available => _received.Count;

        // What the other end has not told that it has.
        public int Unacknowledged { get; private set; }

        // Behind what is available nothing comes.
        public bool IsAtEnd { get; private set; }

        // 0 for none.
        public int Error { get; private set; }

        public bool IsClosed { get; private set; }

        // The fate that is to end the half early is the first one's, which is the client.
        public static (SimulatedEnd Client, SimulatedEnd Server) Connect(SimulatedNetwork network, int number, (IPEndPoint Local, int Window) client, (IPEndPoint Local, int Window) server)
        {
            ConnectionFate fate = new ConnectionFate(network);
            SimulatedEnd one = new SimulatedEnd(network, fate, client.Local, client.Window, "#" + number + " >", fate.EndsAfter);
            SimulatedEnd other = new SimulatedEnd(network, fate, server.Local, server.Window, "#" + number + " <", int.MaxValue);
            one._peer = other;
            other._peer = one;
            network.Trace.Add("#" + number + " " + client.Local + " is connected to " + server.Local);
            if (fate.ResetAt != long.MaxValue)
            {
                network.Time.After(fate.ResetAt - network.Time.Now, one.Break);
            }

            return (one, other);
        }

        public void Send(ReadOnlySpan<byte> bytes)
        {
            if (_delivered + _unsent.Count + bytes.Length > _endsAfter)
            {
                bytes = bytes[..Math.Max(0, Math.Min(bytes.Length, _endsAfter - _delivered - _unsent.Count))];
                _network.Trace.Add(_direction + " the fault ends it early");
                _isEnding = true;
            }

            _unsent.Enqueue(bytes);
            Unacknowledged += bytes.Length;
            Pump();
        }

        public int Receive(Span<byte> buffer, bool isPeek)
        {
            ReadOnlySpan<byte> bytes = _received.Peek(buffer.Length);
            bytes.CopyTo(buffer);
            int count = bytes.Length;
            if (!isPeek && count > 0)
            {
                _received.Remove(count);
                _peer.Pump();
            }

            return count;
        }

        // Nothing more will be sent.
        public void End()
        {
            _isEnding = true;
            Pump();
        }

        // What has been sent is still delivered; with something that nobody has read the connection is reset.
        public void Close()
        {
            if (IsClosed)
            {
                return;
            }

            IsClosed = true;
            if (_received.Count > 0)
            {
                Reset();
            }
            else if (Error == 0)
            {
                End();
            }
        }

        public void Reset()
        {
            IsClosed = true;
            if (Error == 0)
            {
                Error = (int)SocketError.ConnectionAborted;
                _network.Trace.Add(_direction + " reset");
                Later(() => _peer.Fail(SocketError.ConnectionReset));
            }
        }

        // Nobody learns of it, until the other end sends something to a device that is on again.
        public void Vanish()
        {
            IsClosed = true;
            Error = (int)SocketError.ConnectionAborted;
            Changed = null;
        }

        // Both learn of it.
        public void Break()
        {
            if (Error == 0 && _peer.Error == 0 && !(_isEnded && _peer._isEnded))
            {
                _network.Trace.Add(_direction[..^2] + " the fault resets it");
                Fail(SocketError.ConnectionReset);
                _peer.Fail(SocketError.ConnectionReset);
            }
        }

        private void Fail(SocketError error)
        {
            if (Error == 0 && !_fate.IsSilent)
            {
                Error = (int)error;
                Changed?.Invoke();
            }
        }

        private void Pump()
        {
            bool hasWork = _unsent.Count > 0 ? _peer.Room > 0 || _peer.IsClosed : _isEnding && !_isEnded;
            if (hasWork && !_isDelivering && Error == 0)
            {
                _isDelivering = true;
                Later(Deliver);
            }
        }

        private int Room => _window - _received.Count;

        private void Deliver()
        {
            _isDelivering = false;
            if (Error != 0 || _fate.IsSilent)
            {
                return;
            }

            if (!_network.IsUp)
            {
                _isDelivering = true;
                _network.Time.After(SimulatedNetwork.Retransmission, Deliver);
            }
            else if (_unsent.Count == 0)
            {
                _isEnded = true;
                _network.Trace.Add(_direction + " end");
                _peer.IsAtEnd = true;
                _peer.Changed?.Invoke();
            }
            else if (_peer.IsClosed)
            {
                _network.Trace.Add(_direction + " nobody is there any more");
                Later(() => Fail(SocketError.ConnectionReset));
            }
            else
            {
                DeliverBytes();
                Pump();
            }
        }

        private void DeliverBytes()
        {
            ReadOnlySpan<byte> bytes = _unsent.Peek(Math.Min(_peer.Room, _fate.IsByteByByte ? 1 : Segment));
            int count = bytes.Length;
            _peer._received.Enqueue(bytes);
            _unsent.Remove(count);
            _delivered += count;
            if (!_fate.IsByteByByte)
            {
                _network.Trace.Add(_direction + " " + count);
            }

            _peer.Changed?.Invoke();
            _network.Time.After(_network.Latency() + (_fate.IsSlowToAcknowledge ? _network.Below(LongestAcknowledgement) : 0), () =>
            {
                if (!_fate.IsSilent)
                {
                    Unacknowledged -= count;
                    Changed?.Invoke();
                }
            });
        }

        private void Later(Action action) => _network.Time.After(_network.Latency(), action);
    }
}
