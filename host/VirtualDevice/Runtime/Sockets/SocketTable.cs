using System.Collections.Generic;
using System.Net.Sockets;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class SocketTable
    {
        private static readonly object s_lock = new object();
        private static readonly HashSet<DeviceSocket> s_open = new HashSet<DeviceSocket>();
        private static int s_peak;
        private static int s_leaked;

        public static int Limit { get; set; } = 16;

        public static int SendBuffer { get; set; } = 5744;

        public static int ReceiveWindow { get; set; } = 5744;

        public static int Open
        {
            get
            {
                lock (s_lock)
                {
                    return s_open.Count;
                }
            }
        }

        public static int InUse
        {
            get
            {
                lock (s_lock)
                {
                    int count = 0;
                    foreach (DeviceSocket socket in s_open)
                    {
                        count += socket.IsInUse ? 1 : 0;
                    }

                    return count;
                }
            }
        }

        public static int Peak
        {
            get
            {
                lock (s_lock)
                {
                    return s_peak;
                }
            }
        }

        public static int Leaked
        {
            get
            {
                lock (s_lock)
                {
                    return s_leaked;
                }
            }
        }

        public static void Take(DeviceSocket socket)
        {
            lock (s_lock)
            {
                if (s_open.Count >= Limit)
                {
                    throw new SocketException(SocketError.TooManyOpenSockets);
                }

                s_open.Add(socket);
                if (s_open.Count > s_peak)
                {
                    s_peak = s_open.Count;
                }
            }
        }

        public static void Release(DeviceSocket socket)
        {
            lock (s_lock)
            {
                s_open.Remove(socket);
            }
        }

        // A leaked socket keeps its place, and its peer its connection, until the device restarts.
        public static void Leak(DeviceSocket socket)
        {
            lock (s_lock)
            {
                if (s_open.Contains(socket))
                {
                    s_leaked++;
                }
            }
        }

        public static void Restart()
        {
            DeviceSocket[] left;
            lock (s_lock)
            {
                left = new DeviceSocket[s_open.Count];
                s_open.CopyTo(left);
            }

            foreach (DeviceSocket socket in left)
            {
                socket.Close();
            }

            ResetCounts();
        }

        public static void ResetCounts()
        {
            lock (s_lock)
            {
                s_peak = s_open.Count;
                s_leaked = 0;
            }
        }
    }
}
