using System;

namespace System.Net.Sockets
{
    public class SocketException : Exception
    {
        // CLR_E_OBJECT_DISPOSED, which the interpreter reports through ErrorCode.
        private const int ClosedWhileWaitingCode = unchecked((int)0x99000000);

        private readonly int _errorCode;

        public SocketException(SocketError errorCode)
            : this((int)errorCode)
        {
        }

        // Without a text: a device has none, and its message is the type.
        internal SocketException(int errorCode)
        {
            _errorCode = errorCode;
        }

        public int ErrorCode => _errorCode;

        internal static SocketException ClosedWhileWaiting() => new SocketException(ClosedWhileWaitingCode);
    }
}
