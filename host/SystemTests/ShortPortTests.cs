using UAsyncio.Reliability;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Peripherals;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>A device's heap is full for a moment while it reads, writes or opens a serial port: no byte that has come is lost, and no port.</summary>
    public sealed class ShortPortTests
    {
        private static readonly ShortMemory s_memory = new(
            "UAsyncio.Nano.Tests.Devices.HostShortPorts",
            false,
            "UAsyncio.Nano",
            "UAsyncio.Nano.Net",
            "UAsyncio.Nano.Serial");

        private readonly ITestOutputHelper _output;

        public ShortPortTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        public void Nothing_is_lost_by_any_operation(int failures)
        {
            DeviceSerial.Written += FollowWire;

            try
            {
                ShortSimulation trial = new(s_memory);
                trial.TryAll(failures, _ => 1);
                Trial.Report($"operations of ports with {failures} failing allocation(s)", trial.Places, "places", _output.WriteLine);
                trial.AssertNothingIsLost(100);
            }
            finally
            {
                DeviceSerial.Written -= FollowWire;
                Device.Restart();
            }

            static void FollowWire(string port, byte[] bytes)
            {
                if (port is "COM2" or "COM3")
                {
                    DeviceSerial.Deliver(port == "COM2" ? "COM3" : "COM2", bytes);
                }
            }
        }
    }
}
