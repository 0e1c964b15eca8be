using System;
using System.Collections.Concurrent;

namespace UAsyncio.VirtualDevice.Runtime
{
    // The ports that the device listens on, where this computer has others in their place.
    internal static class DevicePorts
    {
        private static readonly ConcurrentDictionary<int, int> s_toHost = new ConcurrentDictionary<int, int>();
        private static readonly ConcurrentDictionary<int, int> s_toDevice = new ConcurrentDictionary<int, int>();

        // Null: they are the same.
        public static Func<int, int> Map { get; set; }

        public static int Claim(int port)
        {
            if (port == 0 || Map == null)
            {
                return port;
            }

            int host = s_toHost.GetOrAdd(port, Map);
            s_toDevice[host] = port;
            return host;
        }

        public static int ToHost(int port) => s_toHost.TryGetValue(port, out int host) ? host : port;

        public static int ToDevice(int port) => s_toDevice.TryGetValue(port, out int device) ? device : port;
    }
}
