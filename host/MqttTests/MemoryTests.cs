using System.Linq;
using System.Threading.Tasks;
using UAsyncio.NanoProfile;
using Xunit;

namespace UAsyncio.MqttTests
{
    /// <summary>On a device's heap of 64 KB, where DeviceClient runs.</summary>
    public sealed class MemoryTests
    {
        [Fact]
        public async Task Payload_of_256_KB_comes_as_a_stream()
        {
            const int Length = 256 * 1024;
            using Mosquitto broker = new();
            using DeviceClient device = new(broker.Port, "device");
            device.Subscribe("firmware", 1, streams: true);
            await using Peer peer = await Peer.ConnectAsync(broker.Port);
            await peer.PublishAsync("firmware", [.. Enumerable.Range(0, Length).Select(i => (byte)(i % 251))], 1);
            device.UntilReceived(1);
            Assert.Equal(Length, device.ReceivedBytes);
            device.Stop();
        }

        [Fact]
        public void Ten_thousand_messages_there_and_back_leave_the_heap_as_it_was()
        {
            using Mosquitto broker = new();
            using DeviceClient device = new(broker.Port, "device");
            device.SubscribeSequence("n", 1);
            Echo(1_000);
            long before = Profiler.HeapInUse;
            Echo(10_000);
            long after = Profiler.HeapInUse;
            Assert.InRange(after, before - 2000, before + 500);
            device.Stop();

            void Echo(int count)
            {
                int received = device.ReceivedCount;
                device.Publish("n", 1, count, tasks: 4);
                device.UntilPublished(count);
                device.UntilReceived(received + count);
            }
        }
    }
}
