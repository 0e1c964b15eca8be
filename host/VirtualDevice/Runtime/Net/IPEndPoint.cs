using System.Net.Sockets;

namespace System.Net
{
    public class IPEndPoint : EndPoint
    {
        public const int MinPort = 0;
        public const int MaxPort = 65535;

        private const int SerializedSize = 16;

        private readonly IPAddress _address;
        private readonly int _port;

        public IPEndPoint(long address, int port)
            : this(new IPAddress(address), port)
        {
        }

        public IPEndPoint(IPAddress address, int port)
        {
            _address = address;
            _port = port;
        }

        public IPAddress Address => _address;

        public AddressFamily AddressFamily => _address.AddressFamily;

        public int Port => _port;

        public override EndPoint Create(SocketAddress socketAddress)
        {
            int port = (socketAddress[2] << 8) | socketAddress[3];
            byte[] address = { socketAddress[4], socketAddress[5], socketAddress[6], socketAddress[7] };
            return new IPEndPoint(new IPAddress(address), port);
        }

        public override SocketAddress Serialize()
        {
            SocketAddress serialized = new SocketAddress(AddressFamily.InterNetwork, SerializedSize);
            serialized[2] = (byte)(_port >> 8);
            serialized[3] = (byte)_port;
            byte[] address = _address.GetAddressBytes();
            for (int i = 0; i < 4; i++)
            {
                serialized[4 + i] = address[i];
            }

            return serialized;
        }

        public override bool Equals(object obj)
        {
            return obj is IPEndPoint other && other._address.Equals(_address) && other._port == _port;
        }

        public override int GetHashCode() => _address.GetHashCode() ^ _port;

        public override string ToString() => _address + ":" + _port;
    }
}
