using System;
using System.Threading;
using UAsyncio.VirtualDevice.Runtime;

namespace nanoFramework.Networking
{
    public static class NetworkHelper
    {
        private static readonly NetworkWait s_wait = new NetworkWait();

        public static Exception HelperException => null;

        public static ManualResetEvent NetworkReady => s_wait.Ready;

        public static NetworkHelperStatus Status => s_wait.Status;

        public static void Reset() => s_wait.Reset();

        public static bool SetupAndConnectNetwork(CancellationToken token = default, bool requiresDateTime = false)
        {
            return s_wait.Connect(token, requiresDateTime);
        }

        public static bool SetupAndConnectNetwork(IPConfiguration ipConfiguration, CancellationToken token = default, bool requiresDateTime = false)
        {
            return s_wait.Connect(token, requiresDateTime);
        }

        public static void SetupNetworkHelper(bool requiresDateTime = false) => s_wait.SetUp(requiresDateTime);

        public static void SetupNetworkHelper(IPConfiguration ipConfiguration, bool requiresDateTime = false) => s_wait.SetUp(requiresDateTime);
    }
}
