using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    internal static class DeviceNetwork
    {
        private static volatile bool s_isUp = true;

        public static event Action<bool> AvailabilityChanged;

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
    }
}
