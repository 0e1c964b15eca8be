using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.MqttTests
{
    /// <summary>What docs/mqtt.md says beside what is tested: run when asked for, they print what they find.</summary>
    public sealed class Measurements
    {
        private const int Count = 300;

        /// <summary>Messages a second through mosquitto beside MQTTnet's client, by turns in one run.</summary>
        [Theory(Explicit = true)]
        [InlineData(0, 1)]
        [InlineData(1, 1)]
        [InlineData(1, 8)]
        public async Task Messages_a_second(int qos, int tasks)
        {
            const int Rounds = 7;
            int count = qos == 0 ? 40_000 : 4_000 * tasks;
            using Mosquitto broker = new();
            double[] ours = new double[Rounds];
            double[] theirs = new double[Rounds];

            // As a device has it, without the profile and the small heap of the tests.
            string path = typeof(Measurements).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "DeviceTests").Value!;
            Type type = Device.Load(Path.GetFullPath(path)).GetType("UAsyncio.Nano.Tests.Mqtt.HostMqttClient", throwOnError: true)!;
            object device = Activator.CreateInstance(type, broker.Port, DeviceClient.V5, "device", 60, true, null, null, null, null, null, null)!;
            using IMqttClient client = new MqttClientFactory().CreateMqttClient();
            await client.ConnectAsync(Options(broker.Port, "peer"));

            for (int i = 0; i < Rounds; i++)
            {
                // The last one, of QoS 1, is acknowledged when the broker has had all before it.
                Stopwatch clock = Stopwatch.StartNew();
                Call("Publish", "n", qos, count, tasks);
                SpinWait.SpinUntil(() => (int)type.GetProperty("Published")!.GetValue(device)! == count);
                Call("PublishText", "n", "last", 1, false);
                ours[i] = count / clock.Elapsed.TotalSeconds;

                clock.Restart();
                int next = 0;
                await Task.WhenAll(Enumerable.Range(0, tasks).Select(_ => Task.Run(async () =>
                {
                    for (int n; (n = Interlocked.Increment(ref next)) <= count;)
                    {
                        await client.PublishStringAsync("n", n.ToString(), (MqttQualityOfServiceLevel)qos);
                    }
                })));
                await client.PublishStringAsync("n", "last", MqttQualityOfServiceLevel.AtLeastOnce);
                theirs[i] = count / clock.Elapsed.TotalSeconds;
            }

            Call("Stop", true);
            double ratio = ours.Zip(theirs, (our, their) => our / their).Order().ElementAt(Rounds / 2);
            Print($"QoS {qos}, {tasks} at a time: ours {ours.Order().ElementAt(Rounds / 2):N0}/s, MQTTnet {theirs.Order().ElementAt(Rounds / 2):N0}/s, median ratio {ratio:0.00}");

            void Call(string name, params object?[] arguments) => type.GetMethod(name)!.Invoke(device, arguments);
        }

        /// <summary>What a broker loses that is killed twice under load, between this client and MQTTnet's, either way and among themselves.</summary>
        [Theory(Explicit = true)]
        [InlineData(1, false, false)]
        [InlineData(1, false, true)]
        [InlineData(1, true, false)]
        [InlineData(1, true, true)]
        [InlineData(2, false, true)]
        [InlineData(2, true, true)]
        public async Task Lost_by_a_killed_broker(int qos, bool isPublisherOurs, bool isSubscriberOurs)
        {
            const int Times = 8;
            int lost = 0;
            int twice = 0;

            for (int time = 0; time < Times; time++)
            {
                using Mosquitto broker = new(persists: true);
                ConcurrentQueue<int> came = new();
                int acknowledged = 0;
                using IMqttClient subscriber = new MqttClientFactory().CreateMqttClient();
                using IMqttClient publisher = new MqttClientFactory().CreateMqttClient();
                using DeviceClient device = new(broker.Port, "ours", cleanStart: false);
                bool isOver = false;

                if (isSubscriberOurs)
                {
                    device.Subscribe("n", qos);
                }
                else
                {
                    subscriber.ApplicationMessageReceivedAsync += e =>
                    {
                        came.Enqueue(int.Parse(e.ApplicationMessage.ConvertPayloadToString(), null));
                        return Task.CompletedTask;
                    };
                    subscriber.DisconnectedAsync += _ => Volatile.Read(ref isOver) ? Task.CompletedTask : ConnectAsync(subscriber, broker.Port, "subscriber");
                    await ConnectAsync(subscriber, broker.Port, "subscriber");
                    await subscriber.SubscribeAsync("n", (MqttQualityOfServiceLevel)qos);
                }

                Task publishing = Task.CompletedTask;
                using DeviceClient other = new(broker.Port, "publisher", cleanStart: false);

                if (isPublisherOurs)
                {
                    other.Publish("n", qos, Count, tasks: 4);
                }
                else
                {
                    await ConnectAsync(publisher, broker.Port, "theirs");
                    publishing = PublishAllAsync(publisher, broker.Port, qos, () => Interlocked.Increment(ref acknowledged));
                }

                for (int i = 1; i <= 2; i++)
                {
                    DeviceClient.Until(() => (isPublisherOurs ? other.Published : Volatile.Read(ref acknowledged)) >= i * Count / 4, "not published");
                    broker.KillAndRestart();
                }

                await publishing;
                DeviceClient.Until(() => (isPublisherOurs ? other.Published : Volatile.Read(ref acknowledged)) >= Count, "not published");
                other.PublishText("n", Count.ToString(), qos);
                DeviceClient.Until(() => (isSubscriberOurs ? device.Numbers : came).Contains(Count), "the last did not come");
                int[] numbers = [.. isSubscriberOurs ? device.Numbers : came];
                lost += Enumerable.Range(0, Count).Except(numbers).Count();
                twice += numbers.Length - numbers.Distinct().Count();
                Volatile.Write(ref isOver, true);
            }

            Print($"QoS {qos}, {Name(isPublisherOurs)} to {Name(isSubscriberOurs)}: lost {lost} of {Times * Count}, came twice {twice}");

            static string Name(bool isOurs) => isOurs ? "ours" : "MQTTnet";
        }

        // Four at a time; what fails is published again, as new.
        private static async Task PublishAllAsync(IMqttClient publisher, int port, int qos, Action onAcknowledged)
        {
            int next = -1;
            using SemaphoreSlim connecting = new(1);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                for (int number; (number = Interlocked.Increment(ref next)) < Count;)
                {
                    for (; ; )
                    {
                        try
                        {
                            await publisher.PublishStringAsync("n", number.ToString(), (MqttQualityOfServiceLevel)qos).WaitAsync(TimeSpan.FromSeconds(5));
                            break;
                        }
                        catch (Exception)
                        {
                            await connecting.WaitAsync();
                            await ConnectAsync(publisher, port, "theirs");
                            connecting.Release();
                        }
                    }

                    onAcknowledged();
                }
            })));
        }

        private static async Task ConnectAsync(IMqttClient client, int port, string id)
        {
            while (!client.IsConnected)
            {
                try
                {
                    await client.ConnectAsync(Options(port, id));
                }
                catch (Exception)
                {
                    // The broker is not back yet.
                    await Task.Delay(20);
                }
            }
        }

        private static MqttClientOptions Options(int port, string id)
        {
            return new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId(id)
                .WithCleanStart(false).WithSessionExpiryInterval(60).Build();
        }

        private static void Print(string line) => TestContext.Current.SendDiagnosticMessage(line);
    }
}
