extern alias desktop;

using System;
using System.Runtime.InteropServices;
using DesktopSocket = desktop::System.Net.Sockets.Socket;

namespace UAsyncio.VirtualDevice.Runtime
{
    // lwIP's send buffer holds what the peer has not acknowledged; Linux tells how much that is.
    internal static class SendQueue
    {
        private const int TcpLevel = 6;
        private const int MaximumSegment = 2;
        private const uint OutputQueue = 0x5411;
        private const int SegmentSize = 1436;

        // Segments of a device's size: the peer then acknowledges every second one instead of waiting for a full
        // loopback segment of 64 KB, which would stall a 5 KB send buffer for the delayed ACK's 40 ms each time.
        public static void Prepare(DesktopSocket socket)
        {
            if (OperatingSystem.IsLinux())
            {
                socket.SetRawSocketOption(TcpLevel, MaximumSegment, BitConverter.GetBytes(SegmentSize));
            }
            else
            {
                socket.SendBufferSize = SocketTable.SendBuffer;
            }
        }

        public static int Free(DesktopSocket socket)
        {
            if (!OperatingSystem.IsLinux())
            {
                return SocketTable.SendBuffer;
            }

            // A full queue beyond the device's size is one filled before a preset was changed.
            return Math.Max(0, SocketTable.SendBuffer - Unacknowledged(socket));
        }

        private static int Unacknowledged(DesktopSocket socket)
        {
            return ioctl(socket.SafeHandle.DangerousGetHandle().ToInt32(), OutputQueue, out int bytes) == 0 ? bytes : 0;
        }

        [DllImport("libc", SetLastError = true)]
        private static extern int ioctl(int descriptor, nuint request, out int value);
    }
}
