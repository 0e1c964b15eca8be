extern alias desktop;

using System.Net.Sockets;
using UAsyncio.VirtualDevice.Runtime;
using DesktopAddress = desktop::System.Net.IPAddress;

namespace System.Net
{
    public class IPAddress
    {
        public static readonly IPAddress Any = new IPAddress(DesktopAddress.Any);
        public static readonly IPAddress Loopback = new IPAddress(DesktopAddress.Loopback);
        public static readonly IPAddress Broadcast = new IPAddress(DesktopAddress.Broadcast);
        public static readonly IPAddress None = Broadcast;
        public static readonly IPAddress IPv6Any = new IPAddress(DesktopAddress.IPv6Any);
        public static readonly IPAddress IPv6Loopback = new IPAddress(DesktopAddress.IPv6Loopback);

        private readonly byte[] _bytes;
        private long _scopeId;

        public IPAddress(long newAddress)
        {
            if (newAddress < 0 || newAddress > uint.MaxValue)
            {
                throw new ArgumentOutOfRangeException();
            }

            _bytes = BitConverter.GetBytes((uint)newAddress);
        }

        public IPAddress(byte[] address)
        {
            if (address == null)
            {
                throw new ArgumentNullException();
            }

            if (address.Length != 4 && address.Length != 16)
            {
                throw new ArgumentException();
            }

            _bytes = (byte[])address.Clone();
        }

        public IPAddress(byte[] address, long scopeid)
            : this(address)
        {
            if (address.Length != 16)
            {
                throw new ArgumentException();
            }

            _scopeId = scopeid;
        }

        private IPAddress(DesktopAddress address)
            : this(address.GetAddressBytes())
        {
        }

        public AddressFamily AddressFamily => IsV4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;

        public bool IsIPv4MappedToIPv6 => ToDesktop().IsIPv4MappedToIPv6;

        public long ScopeId
        {
            get => IsV4 ? throw new SocketException(SocketError.OperationNotSupported) : _scopeId;
            set => _scopeId = IsV4 ? throw new SocketException(SocketError.OperationNotSupported) : value;
        }

        private bool IsV4 => _bytes.Length == 4;

        public static bool operator ==(IPAddress a, IPAddress b) => a is null ? b is null : a.Equals(b);

        public static bool operator !=(IPAddress a, IPAddress b) => !(a == b);

        public static IPAddress GetDefaultLocalAddress() => DeviceNetwork.IsUp ? DeviceNetwork.Address : Any;

        public static IPAddress Parse(string ipString)
        {
            // lwIP stops at a blank.
            return DesktopAddress.TryParse(ipString.TrimEnd(' ', '\t', '\r', '\n'), out DesktopAddress address)
                ? new IPAddress(address)
                : throw new ArgumentException();
        }

        public bool Equals(IPAddress other)
        {
            return other is not null && other._scopeId == _scopeId && other._bytes.AsSpan().SequenceEqual(_bytes);
        }

        public override bool Equals(object other) => Equals(other as IPAddress);

        public byte[] GetAddressBytes() => (byte[])_bytes.Clone();

        public override int GetHashCode() => IsV4 ? BitConverter.ToInt32(_bytes) : ToString().GetHashCode();

        public IPAddress MapToIPv4() => new IPAddress(ToDesktop().MapToIPv4());

        public IPAddress MapToIPv6() => new IPAddress(ToDesktop().MapToIPv6());

        public override string ToString() => ToDesktop().ToString();

        private DesktopAddress ToDesktop() => new DesktopAddress(_bytes);
    }
}
