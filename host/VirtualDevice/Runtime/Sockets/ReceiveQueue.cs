extern alias desktop;

using System;
using DesktopError = desktop::System.Net.Sockets.SocketError;
using DesktopFlags = desktop::System.Net.Sockets.SocketFlags;
using DesktopSocket = desktop::System.Net.Sockets.Socket;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What a connection has received and nobody has read yet: as much as lwIP's window, which counts bytes. Linux counts the memory
    // that they lie in: left there, the rest of a large segment can close the window on a reader who waits for more before it reads.
    internal sealed class ReceiveQueue
    {
        private readonly byte[] _bytes = new byte[SocketTable.ReceiveWindow];
        private int _count;

        public int Count
        {
            get
            {
                lock (_bytes)
                {
                    return _count;
                }
            }
        }

        // Takes over what has come, as far as there is room. Success without a byte is the end of the stream.
        public DesktopError Fill(DesktopSocket socket)
        {
            lock (_bytes)
            {
                DesktopError error = DesktopError.Success;

                while (_count < _bytes.Length)
                {
                    int received = socket.Receive(_bytes, _count, _bytes.Length - _count, DesktopFlags.None, out error);
                    if (error != DesktopError.Success || received == 0)
                    {
                        break;
                    }

                    _count += received;
                }

                return error;
            }
        }

        public int Take(byte[] buffer, int offset, int count, bool isPeek)
        {
            lock (_bytes)
            {
                count = Math.Min(count, _count);
                Array.Copy(_bytes, 0, buffer, offset, count);
                if (!isPeek)
                {
                    _count -= count;
                    Array.Copy(_bytes, count, _bytes, 0, _count);
                }

                return count;
            }
        }
    }
}
