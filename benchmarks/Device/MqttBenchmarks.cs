using System.Text;
using UAsyncio.Nano;
using UAsyncio.Nano.Mqtt;

namespace Benchmarks.Device
{
    /// <summary>Messages to a broker that costs nothing: it takes them and acknowledges at once.</summary>
    public static class MqttBenchmarks
    {
        private static readonly byte[] s_payload = Encoding.UTF8.GetBytes("21.5");

        private static readonly string s_topic = "kitchen/temperature";

        private static int s_left;

        /// <summary>Messages by so many tasks, each of which waits until its message is sent, or, with a QoS, acknowledged.</summary>
        public static void Publish(int qos, int tasks, int times)
        {
            EventLoop loop = new EventLoop(poller: new HostPoller { Window = 0 });
            MqttClient client = new MqttClient(new MqttBenchmarkOptions());
            s_left = tasks * times;
            loop.Run(RunAsync(loop, client, (MqttQos)qos, tasks));
            Host.Held = client;
            loop.Close();
        }

        /// <summary>So many times two messages of QoS 0 with different topics, each sent alone.</summary>
        public static void PublishByTurns(int times)
        {
            EventLoop loop = new EventLoop(poller: new HostPoller { Window = 0 });
            MqttClient client = new MqttClient(new MqttBenchmarkOptions());
            loop.Run(PublishByTurnsAsync(client, "bedroom/temperature", times));
            loop.Close();
        }

        /// <summary>A client that has published a message and subscribed to nothing, while the device sleeps, and silence has had it send pings.</summary>
        public static void Idle()
        {
            EventLoop loop = new EventLoop(poller: new HostPoller { Window = 0 });
            MqttClient client = new MqttClient(new MqttBenchmarkOptions { KeepAlive = 1 });
            s_left = 1;
            Host.Held = client;
            loop.Run(IdleAsync(loop, client));
            client.Dispose();
            loop.Close();
        }

        private static async Coroutine PublishByTurnsAsync(MqttClient client, string otherTopic, int times)
        {
            await client.ConnectAsync();

            while (times-- > 0)
            {
                await client.PublishAsync(s_topic, s_payload);
                await Coroutine.Yield();
                await client.PublishAsync(otherTopic, s_payload);
                await Coroutine.Yield();
            }
        }

        private static async Coroutine IdleAsync(EventLoop loop, MqttClient client)
        {
            await RunAsync(loop, client, MqttQos.AtMostOnce, 1);
            await Coroutine.Delay(1200);
        }

        private static async Coroutine RunAsync(EventLoop loop, MqttClient client, MqttQos qos, int tasks)
        {
            await client.ConnectAsync();
            Coroutine last = null;

            for (int i = 0; i < tasks; i++)
            {
                last = loop.CreateTask(PublishAsync(client, qos));
            }

            await last;
        }

        private static async Coroutine PublishAsync(MqttClient client, MqttQos qos)
        {
            while (s_left-- > 0)
            {
                await client.PublishAsync(s_topic, s_payload, qos);

                if (qos == MqttQos.AtMostOnce)
                {
                    await Coroutine.Yield();
                }
            }
        }
    }
}
