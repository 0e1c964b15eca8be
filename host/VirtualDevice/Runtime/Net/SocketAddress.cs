using System.Net.Sockets;

namespace System.Net
{
    public class SocketAddress
    {
        private readonly byte[] _bytes;

        public SocketAddress(AddressFamily family, int size)
        {
            _bytes = new byte[size];
            _bytes[0] = (byte)(int)family;
            _bytes[1] = (byte)((int)family >> 8);
        }

        public AddressFamily Family => (AddressFamily)(_bytes[0] | (_bytes[1] << 8));

        public int Size => _bytes.Length;

        public byte this[int offset]
        {
            get => _bytes[offset];
            set => _bytes[offset] = value;
        }

        public override bool Equals(object obj)
        {
            return obj is SocketAddress other && other._bytes.AsSpan().SequenceEqual(_bytes);
        }

        public override int GetHashCode()
        {
            int hash = 0;
            for (int i = 0; i < _bytes.Length; i++)
            {
                hash ^= _bytes[i] << (8 * (i & 3));
            }

            return hash;
        }
    }
}
