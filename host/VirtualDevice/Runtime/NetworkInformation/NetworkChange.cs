using System;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Net.NetworkInformation
{
    public static class NetworkChange
    {
        static NetworkChange()
        {
            DeviceNetwork.AvailabilityChanged += isUp => DeviceEvents.Post(() =>
            {
                NetworkAvailabilityChanged?.Invoke(null, new NetworkAvailabilityEventArgs(isUp));
                NetworkAddressChanged?.Invoke(null, EventArgs.Empty);
            });
        }

        // No access point is behind it: nobody ever joins.
        public static event NetworkAPStationChangedEventHandler NetworkAPStationChanged
        {
            add
            {
            }
            remove
            {
            }
        }

        public static event NetworkAddressChangedEventHandler NetworkAddressChanged;

        public static event NetworkAvailabilityChangedEventHandler NetworkAvailabilityChanged;

        internal static void Restart()
        {
            NetworkAddressChanged = null;
            NetworkAvailabilityChanged = null;
        }
    }
}
