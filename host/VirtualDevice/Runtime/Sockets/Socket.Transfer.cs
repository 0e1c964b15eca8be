namespace System.Net.Sockets
{
    public partial class Socket
    {
        public int Send(byte[] buffer) => Send(buffer, 0, LengthOf(buffer), SocketFlags.None);

        public int Send(byte[] buffer, SocketFlags socketFlags) => Send(buffer, 0, LengthOf(buffer), socketFlags);

        public int Send(byte[] buffer, int size, SocketFlags socketFlags) => Send(buffer, 0, size, socketFlags);

        public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags)
        {
            return Native.Send(buffer, offset, size, socketFlags, _sendTimeout);
        }

        public int SendTo(byte[] buffer, EndPoint remoteEP)
        {
            return SendTo(buffer, 0, LengthOf(buffer), SocketFlags.None, remoteEP);
        }

        public int SendTo(byte[] buffer, SocketFlags socketFlags, EndPoint remoteEP)
        {
            return SendTo(buffer, 0, LengthOf(buffer), socketFlags, remoteEP);
        }

        public int SendTo(byte[] buffer, int size, SocketFlags socketFlags, EndPoint remoteEP)
        {
            return SendTo(buffer, 0, size, socketFlags, remoteEP);
        }

        public int SendTo(byte[] buffer, int offset, int size, SocketFlags socketFlags, EndPoint remoteEP)
        {
            IPEndPoint remote = OnTheWire(remoteEP);
            int sent = Native.SendTo(buffer, offset, size, socketFlags, _sendTimeout, remote);
            _rightEndPoint ??= remote;
            return sent;
        }

        public int Receive(byte[] buffer) => Receive(buffer, 0, LengthOf(buffer), SocketFlags.None);

        public int Receive(byte[] buffer, SocketFlags socketFlags) => Receive(buffer, 0, LengthOf(buffer), socketFlags);

        public int Receive(byte[] buffer, int size, SocketFlags socketFlags) => Receive(buffer, 0, size, socketFlags);

        public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags)
        {
            return Native.Receive(buffer, offset, size, socketFlags, _receiveTimeout);
        }

        public int ReceiveFrom(byte[] buffer, ref EndPoint remoteEP)
        {
            return ReceiveFrom(buffer, 0, LengthOf(buffer), SocketFlags.None, ref remoteEP);
        }

        public int ReceiveFrom(byte[] buffer, SocketFlags socketFlags, ref EndPoint remoteEP)
        {
            return ReceiveFrom(buffer, 0, LengthOf(buffer), socketFlags, ref remoteEP);
        }

        public int ReceiveFrom(byte[] buffer, int size, SocketFlags socketFlags, ref EndPoint remoteEP)
        {
            return ReceiveFrom(buffer, 0, size, socketFlags, ref remoteEP);
        }

        public int ReceiveFrom(byte[] buffer, int offset, int size, SocketFlags socketFlags, ref EndPoint remoteEP)
        {
            if (_rightEndPoint == null)
            {
                throw _native == null ? new ObjectDisposedException() : new SocketException(SocketError.NotConnected);
            }

            // Without an end point in it a device fails when a datagram is there, and leaves it.
            EndPoint from = remoteEP;
            int received = Native.ReceiveFrom(buffer, offset, size, remoteEP == null ? SocketFlags.Peek : socketFlags, _receiveTimeout, ref from);
            remoteEP = remoteEP == null ? throw new NullReferenceException() : from;
            return received;
        }

        private static int LengthOf(byte[] buffer) => buffer == null ? 0 : buffer.Length;
    }
}
