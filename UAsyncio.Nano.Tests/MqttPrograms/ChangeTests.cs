using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A program that waits to know whether its broker is there.</summary>
    [TestClass]
    public class ChangeTests
    {
        [TestMethod]
        public void Who_waits_for_a_change_learns_of_connections_and_their_ends()
        {
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string[] seen = { string.Empty, string.Empty };
                Coroutine first = EventLoop.Current.CreateTask(FollowAsync(client, seen, 0));
                Coroutine second = EventLoop.Current.CreateTask(FollowAsync(client, seen, 1));
                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await client.WaitForChangeAsync();
                broker.Drop();

                while (client.IsConnected)
                {
                    await client.WaitForChangeAsync();
                }

                Assert.IsNotNull(client.Failure);
                await broker.AcceptAsync(FakeBroker.Accept5);

                while (!client.IsConnected)
                {
                    await client.WaitForChangeAsync();
                }

                await Coroutine.Yield();
                await client.DisconnectAsync();
                await first;
                await second;
                Assert.AreEqual("+-+-", seen[0]);
                Assert.AreEqual("+-+-", seen[1]);
            }
        }

        [TestMethod]
        public void Who_gives_up_waiting_leaves_the_others_where_they_are()
        {
            Play.RunStopped(Play.Options(MqttVersion.V5), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                Coroutine waiting = EventLoop.Current.CreateTask(client.WaitForChangeAsync());
                await Coroutine.Yield();
                bool isLate = false;

                try
                {
                    await client.WaitForChangeAsync().WaitAsync(1);
                }
                catch (TimeoutException)
                {
                    isLate = true;
                }

                Assert.IsTrue(isLate);
                client.Start();
                await broker.AcceptAsync(FakeBroker.Accept5);
                await waiting;
                Assert.IsTrue(client.IsConnected);
            }
        }

        private static async Coroutine FollowAsync(MqttClient client, string[] seen, int index)
        {
            bool was = false;

            try
            {
                for (; ; )
                {
                    await client.WaitForChangeAsync();

                    if (client.IsConnected != was)
                    {
                        was = !was;
                        seen[index] += was ? "+" : "-";
                    }
                }
            }
            catch (ObjectDisposedException)
            {
            }
        }
    }
}
