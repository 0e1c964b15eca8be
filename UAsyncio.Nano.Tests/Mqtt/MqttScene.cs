using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A client and a broker on one loop, on which a test's coroutine plays.</summary>
    internal delegate Coroutine MqttScene(FakeBroker broker, MqttClient client);

    /// <summary>Plays scenes.</summary>
    internal static class Play
    {
        public static MqttOptions Options(MqttVersion version)
        {
            return new MqttOptions("127.0.0.1") { Version = version, ClientId = "c", MinReconnectDelay = 1, MaxReconnectDelay = 2 };
        }

        public static void Run(MqttOptions options, MqttScene scene)
        {
            Run(options, scene, true);
        }

        /// <summary>Plays a scene that starts the client itself.</summary>
        public static void RunStopped(MqttOptions options, MqttScene scene)
        {
            Run(options, scene, false);
        }

        /// <summary>Expects that the client has closed, for this reason, and that its next connection is as good as ever.</summary>
        public static async Coroutine EndAsync(FakeBroker broker, MqttClient client, MqttVersion version, int reason, bool isFromBroker)
        {
            await broker.ExpectAsync(string.Empty);
            MqttException failure = (MqttException)client.Failure;
            Assert.AreEqual(reason, (int)failure.Reason);
            Assert.AreEqual(isFromBroker, failure.IsFromBroker);
            int connections = client.Connections;
            broker.Drop();
            await broker.AcceptAsync(version == MqttVersion.V311 ? FakeBroker.Accept3 : FakeBroker.Accept5);
            await client.PublishAsync("a", "b");
            await broker.ExpectAsync(version == MqttVersion.V311 ? "300400016162" : "30050001610062");
            Assert.AreEqual(connections + 1, client.Connections);
        }

        /// <summary>Waits for that many connections in all, the last of which is there.</summary>
        public static async Coroutine UntilConnectedAsync(MqttClient client, int connections = 1)
        {
            while (!client.IsConnected || client.Connections < connections)
            {
                await Coroutine.Delay(1);
            }
        }

        /// <summary>Subscribes, and answers that with these packets.</summary>
        public static async Coroutine SubscribeAsync(FakeBroker broker, MqttClient client, MqttSubscription subscription, string answer)
        {
            Awaitable subscribed = client.SubscribeAsync(subscription);
            await broker.ReadPacketAsync();
            await broker.SendAsync(answer);
            await subscribed;
        }

        /// <summary>Waits for an acknowledgement.</summary>
        /// <returns>Why it was refused; 0 when it was not.</returns>
        public static async Coroutine<int> ReasonAsync(Awaitable answer)
        {
            try
            {
                await answer;
                return 0;
            }
            catch (MqttException exception)
            {
                return (int)exception.Reason;
            }
        }

        private static void Run(MqttOptions options, MqttScene scene, bool starts)
        {
            Network.Require();

            using (SocketLoop test = new SocketLoop())
            {
                test.Run(RunAsync(options, scene, starts));
            }
        }

        private static async Coroutine RunAsync(MqttOptions options, MqttScene scene, bool starts)
        {
            const int Patience = 30000;
            int slots = EventLoop.Current.FreeSlots;
            FakeBroker broker = new FakeBroker();
            options.Port = broker.Port;
            MqttClient client = new MqttClient(options);

            try
            {
                if (starts)
                {
                    client.Start();
                }

                await scene(broker, client).WaitAsync(Patience);
            }
            finally
            {
                client.Dispose();
                broker.Dispose();

                await Slots.UntilFreeAsync(slots);
            }
        }
    }
}
