extern alias device;

using System;
using device::nanoFramework.Networking;
using device::System.Net.NetworkInformation;
using Xunit;
using CancellationTokenSource = device::System.Threading.CancellationTokenSource;

namespace UAsyncio.VirtualDevice.Tests.Network
{
    public sealed class NetworkHelperTests : IDisposable
    {
        public void Dispose()
        {
            WifiNetworkHelper.Reset();
            Device.Preset = DevicePreset.Esp32;
            Device.Restart();
        }

        [Fact]
        public void Connecting_tells_by_its_result_and_its_status_and_not_by_NetworkReady()
        {
            Assert.Equal(NetworkHelperStatus.None, NetworkHelper.Status);
            Assert.True(NetworkHelper.SetupAndConnectNetwork(requiresDateTime: true));
            Assert.Equal(NetworkHelperStatus.NetworkIsReady, NetworkHelper.Status);
            Assert.False(NetworkHelper.NetworkReady.WaitOne(0, false));
            Assert.Equal(NetworkHelperStatus.None, WifiNetworkHelper.Status);
        }

        [Fact]
        public void A_token_that_is_cancelled_is_the_end_online_or_not()
        {
            CancellationTokenSource source = new();
            source.Cancel();
            Assert.False(WifiNetworkHelper.ConnectDhcp("net", "word", token: source.Token));
            Assert.Equal(NetworkHelperStatus.TokenExpiredWaitingIPAddress, WifiNetworkHelper.Status);
        }

        [Fact]
        public void The_helper_is_set_up_once_and_follows_the_network()
        {
            Device.IsNetworkUp = false;
            NetworkHelper.SetupNetworkHelper();
            Assert.Throws<InvalidOperationException>(() => NetworkHelper.SetupNetworkHelper());
            Assert.Equal(NetworkHelperStatus.Started, NetworkHelper.Status);
            Assert.False(NetworkHelper.NetworkReady.WaitOne(0, false));
            Device.IsNetworkUp = true;
            Assert.True(NetworkHelper.NetworkReady.WaitOne(20_000, false));
            Device.IsNetworkUp = false;
            Assert.Equal(NetworkHelperStatus.Reconnecting, NetworkHelper.Status);
            NetworkHelper.Reset();
            NetworkHelper.SetupNetworkHelper();
        }

        [Fact]
        public void An_ESP32_has_Wi_Fi_and_an_STM32_a_cable()
        {
            Assert.Equal(NetworkInterfaceType.Wireless80211, NetworkInterface.GetAllNetworkInterfaces()[0].NetworkInterfaceType);
            Device.Preset = DevicePreset.Stm32;
            Assert.Equal(NetworkInterfaceType.Ethernet, NetworkInterface.GetAllNetworkInterfaces()[0].NetworkInterfaceType);
        }
    }
}
