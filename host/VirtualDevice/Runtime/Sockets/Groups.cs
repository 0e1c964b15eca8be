using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.VirtualDevice.Runtime
{
    // The groups whose multicasts a socket has asked for.
    internal sealed class Groups
    {
        private const int MembershipSize = 8;

        private readonly HashSet<string> _members = new HashSet<string>();

        public static bool IsGroup(IPAddress address) => address.GetAddressBytes()[0] is >= 224 and <= 239;

        // Whether the option is one of memberships: the group's address, then that of an interface.
        public static bool Concerns(SocketOptionLevel level, SocketOptionName name)
        {
            return level == SocketOptionLevel.IP && name is SocketOptionName.AddMembership or SocketOptionName.DropMembership;
        }

        public static IPAddress GroupOf(byte[] value)
        {
            IPAddress group = value.Length >= MembershipSize ? new IPAddress(value.AsSpan(0, 4).ToArray()) : null;
            return group != null && IsGroup(group) ? group : throw new SocketException(SocketError.InvalidArgument);
        }

        public bool Has(IPAddress group)
        {
            lock (_members)
            {
                return _members.Contains(group.ToString());
            }
        }

        public void Set(SocketOptionName name, IPAddress group)
        {
            lock (_members)
            {
                if (name == SocketOptionName.AddMembership)
                {
                    _members.Add(group.ToString());
                }
                else if (!_members.Remove(group.ToString()))
                {
                    throw new SocketException(SocketError.AddressNotAvailable);
                }
            }
        }
    }
}
