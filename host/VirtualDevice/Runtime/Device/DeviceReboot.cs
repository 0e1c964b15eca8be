using System;
using System.Threading;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceReboot
    {
        public static event Action Requested;

        // The host ends the process or starts anew; on a device nothing runs after the call, so it never returns.
        public static void Request()
        {
            DeviceOutput.WriteLine("Rebooting...");
            Requested?.Invoke();
            Thread.Sleep(Timeout.Infinite);
        }
    }
}
