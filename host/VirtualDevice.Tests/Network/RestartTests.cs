extern alias device;

using System;
using System.Threading;
using device::nanoFramework.Networking;
using device::nanoFramework.Runtime.Events;
using device::System.Net.NetworkInformation;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Network
{
    // What an earlier program has asked for, the next one is not to hear of.
    public sealed class RestartTests
    {
        [Fact]
        public void Handlers_of_an_earlier_program_are_gone()
        {
            int calls = 0;
            using (Simulation first = new(1))
            {
                NetworkChange.NetworkAvailabilityChanged += (_, _) => calls++;
                NetworkChange.NetworkAddressChanged += (_, _) => calls++;
                CustomEvent.CustomEventPosted += (_, _) => calls++;
                Cause(first);
                Assert.Equal(3, calls);
            }

            using Simulation second = new(1);
            Cause(second);
            Assert.Equal(3, calls);

            static void Cause(Simulation simulation)
            {
                Device.IsNetworkUp = false;
                EventSink.PostManagedEvent((byte)EventCategory.Custom, 0, 0, 0);
                simulation.Run(TimeSpan.FromSeconds(1));
            }
        }

        [Fact]
        public void The_network_is_set_up_by_each_program_for_itself()
        {
            for (int i = 0; i < 2; i++)
            {
                using Simulation simulation = new(i);
                NetworkHelper.SetupNetworkHelper();
                Assert.Equal(NetworkHelperStatus.Started, NetworkHelper.Status);
                simulation.Run(TimeSpan.FromSeconds(1));
                Assert.Equal(NetworkHelperStatus.NetworkIsReady, NetworkHelper.Status);
            }
        }
    }
}
