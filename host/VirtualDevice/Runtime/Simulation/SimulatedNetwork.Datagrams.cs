using System;
using System.Collections.Generic;
using System.Net;

namespace UAsyncio.VirtualDevice.Runtime
{
    // UDP: each datagram by itself, late, lost or overtaken.
    internal sealed partial class SimulatedNetwork
    {
        private readonly Dictionary<(string Address, int Port), Action<IPEndPoint, IPEndPoint, byte[]>> _datagramListeners = new Dictionary<(string Address, int Port), Action<IPEndPoint, IPEndPoint, byte[]>>();

        // With where it comes from, where it was sent to, and the bytes.
        public void ListenForDatagrams(string address, int port, Action<IPEndPoint, IPEndPoint, byte[]> received) => _datagramListeners[(address, port)] = received;

        public void SendDatagram(IPEndPoint from, IPEndPoint to, byte[] bytes, bool toOwnMembers = false)
        {
            if (Chance(Faults.DatagramLoss))
            {
                Trace.Add("a datagram from " + from + " to " + to + " is lost");
                return;
            }

            Time.After(Latency(), () => DeliverDatagram(from, to, bytes, toOwnMembers));
        }

        private void DeliverDatagram(IPEndPoint from, IPEndPoint to, byte[] bytes, bool toOwnMembers)
        {
            if (!IsUp)
            {
                return;
            }

            Trace.Add("datagram of " + bytes.Length + " from " + from + " to " + to);
            bool isGroup = Groups.IsGroup(to.Address);
            bool isForMany = isGroup || to.Address.Equals(IPAddress.Broadcast);

            // Nobody hears what he sends to many himself, but a device that wants to.
            bool isHeard = isForMany ? toOwnMembers || !IsDevice(from.Address) : IsDevice(to.Address);
            foreach (SimulatedSocket socket in _sockets.ToArray())
            {
                if (isHeard && !socket.IsStream && socket.BoundPort == to.Port && (!isGroup || socket.IsMember(to.Address)))
                {
                    socket.Arrive(from, bytes);
                }
            }

            foreach (((string address, int port), Action<IPEndPoint, IPEndPoint, byte[]> received) in _datagramListeners)
            {
                if (port == to.Port && (isForMany ? address != from.Address.ToString() : address == to.Address.ToString()))
                {
                    received(from, to, bytes);
                }
            }
        }
    }
}
