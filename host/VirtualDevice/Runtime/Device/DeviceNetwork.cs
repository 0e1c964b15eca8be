extern alias desktop;

using System;
using System.Net;
using DesktopAddress = desktop::System.Net.IPAddress;
using DesktopFamily = desktop::System.Net.Sockets.AddressFamily;
using DesktopInterface = desktop::System.Net.NetworkInformation.NetworkInterface;
using DesktopStatus = desktop::System.Net.NetworkInformation.OperationalStatus;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceNetwork
    {
        private static volatile bool s_isUp = true;

        public static event Action<bool> AvailabilityChanged;

        // In memory; null for the computer's.
        public static SimulatedNetwork Simulated { get; set; }

        // Whether it is the computer's network, and not the loopback alone.
        public static bool IsOpen { get; set; }

        // Where the device is seen: by itself only, unless the network is open.
        public static IPAddress Address => Simulated?.DeviceAddress ?? (IsOpen ? FindAddress() : null) ?? IPAddress.Loopback;

        public static bool IsUp
        {
            get => s_isUp;
            set
            {
                if (s_isUp != value)
                {
                    s_isUp = value;
                    AvailabilityChanged?.Invoke(value);
                }
            }
        }

        public static bool Reaches(IPEndPoint endPoint) => IsOpen || EndPoints.IsLoopback(endPoint);

        private static IPAddress FindAddress()
        {
            foreach (DesktopInterface one in DesktopInterface.GetAllNetworkInterfaces())
            {
                if (one.OperationalStatus != DesktopStatus.Up)
                {
                    continue;
                }

                foreach (var address in one.GetIPProperties().UnicastAddresses)
                {
                    if (address.Address.AddressFamily == DesktopFamily.InterNetwork && !DesktopAddress.IsLoopback(address.Address))
                    {
                        return new IPAddress(address.Address.GetAddressBytes());
                    }
                }
            }

            return null;
        }
    }
}
