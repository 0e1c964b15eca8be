using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Options are kept; Linger, Broadcast, ReuseAddress and those of multicasts mean something.
    internal sealed partial class SimulatedSocket
    {
        private readonly Dictionary<(SocketOptionLevel Level, SocketOptionName Name), int> _options = new Dictionary<(SocketOptionLevel Level, SocketOptionName Name), int>();

        private readonly Groups _groups = new Groups();

        // Whether the device's own members have what it sends to their group.
        public bool IsLoopbackOn => _options.GetValueOrDefault((SocketOptionLevel.IP, SocketOptionName.MulticastLoopback)) != 0;

        public bool IsMember(IPAddress group) => _groups.Has(group);

        public override void SetOption(SocketOptionLevel level, SocketOptionName name, byte[] value)
        {
            if (value.Length < sizeof(int))
            {
                throw new SocketException(SocketError.InvalidArgument);
            }

            Enter(SimulatedTime.PollCost);
            Trouble("SetSocketOption");
            if (Groups.Concerns(level, name))
            {
                _groups.Set(name, Groups.GroupOf(value));
                return;
            }

            _options[(level, name)] = BitConverter.ToInt32(value, 0);
            if (name == SocketOptionName.DontLinger)
            {
                _options.Remove((level, SocketOptionName.Linger));
            }
        }

        public override void GetOption(SocketOptionLevel level, SocketOptionName name, byte[] value)
        {
            Enter(SimulatedTime.PollCost);
            int number = level != SocketOptionLevel.Socket ? _options.GetValueOrDefault((level, name)) : name switch
            {
                SocketOptionName.Error => Error,
                SocketOptionName.SendBuffer => SocketTable.SendBuffer,
                SocketOptionName.ReceiveBuffer => SocketTable.ReceiveWindow,
                SocketOptionName.AcceptConnection => _isListening ? 1 : 0,
                _ => _options.GetValueOrDefault((level, name)),
            };
            byte[] bytes = BitConverter.GetBytes(number);
            Array.Copy(bytes, value, Math.Min(bytes.Length, value.Length));
        }
    }
}
