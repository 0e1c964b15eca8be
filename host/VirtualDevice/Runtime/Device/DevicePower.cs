using System.Device.Wifi;
using System.Net.NetworkInformation;
using nanoFramework.Networking;
using nanoFramework.Runtime.Events;
using nanoFramework.Runtime.Native;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What a loss of power or a restart takes from the program, sockets apart: the next one is to hear of nothing that it has not asked for. What hangs on
    // the device outside stays.
    internal static class DevicePower
    {
        public static void Restart()
        {
            DeviceClock.Restart();
            PinBank.Restart();
            SerialLine.Restart();
            SpiBank.Restart();
            PwmBank.Restart();
            NetworkChange.Restart();
            CustomEvent.Restart();
            EventSink.Restart();
            Power.Restart();
            WifiAdapter.Restart();
            WifiNetworkHelper.Restart();
        }
    }
}
