using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Filters are subscribed and ended over a link that breaks wherever it likes, at a broker that forgets the session now and then.</summary>
    [TestClass]
    public class ForgettingBrokerTests
    {
        private const int Filters = 4;
        private const int Rounds = 25;
        private const int Times = 6;

        private static bool[] s_wanted;
        private static bool[] s_held;
        private static bool s_isCalm;
        private static bool s_isDone;
        private static int s_random;

        [TestMethod]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(3)]
        public void What_was_asked_last_of_a_filter_holds_in_the_end_whoever_gives_up(int seed)
        {
            s_wanted = new bool[Filters];
            s_held = new bool[Filters];
            s_isCalm = false;
            s_isDone = false;
            s_random = seed;
            Play.Run(Play.Options(MqttVersion.V5), SceneAsync);
        }

        private static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
        {
            Coroutine asking = EventLoop.Current.CreateTask(AskAsync(client));

            for (int i = 0; !s_isDone; i++)
            {
                // There is a session from here on, whether it is heard of or not.
                bool forgets = i == 0 || (!s_isCalm && Next(3) == 0);
                bool isHeard = i == 0 || s_isCalm || Next(3) > 0;

                if (forgets)
                {
                    s_held = new bool[Filters];
                }

                await broker.AcceptAsync(!isHeard ? "2003" : forgets ? FakeBroker.Accept5 : "2003010000");

                while (client.Connections == 0)
                {
                    await Coroutine.Yield();
                }

                while (isHeard && !s_isDone && await AnswerAsync(broker))
                {
                }

                broker.Drop();
            }

            await asking;
        }

        private static async Coroutine AskAsync(MqttClient client)
        {
            MqttSubscription[] subscriptions = new MqttSubscription[Filters];

            for (int i = 0; i < Filters; i++)
            {
                subscriptions[i] = new MqttSubscription(i.ToString());
            }

            try
            {
                for (int i = 0; i < Rounds; i++)
                {
                    s_isCalm = false;

                    for (int j = 0; j < Times; j++)
                    {
                        int filter = Next(Filters);
                        s_wanted[filter] = Next(2) == 0;
                        await GiveUpAsync(s_wanted[filter] ? client.SubscribeAsync(subscriptions[filter]) : client.UnsubscribeAsync(subscriptions[filter]));
                    }

                    s_isCalm = true;
                    await client.SubscribeAsync(new MqttSubscription("last"));

                    for (int j = 0; j < Filters; j++)
                    {
                        Assert.AreEqual(s_wanted[j], s_held[j], "filter " + j + " in round " + i);
                    }
                }
            }
            finally
            {
                s_isDone = true;
            }
        }

        private static async Coroutine GiveUpAsync(Awaitable what)
        {
            try
            {
                await what.WaitAsync(Next(5));
            }
            catch (TimeoutException)
            {
            }
        }

        // The next packet and its answer, if it comes: false, the link breaks.
        private static async Coroutine<bool> AnswerAsync(FakeBroker broker)
        {
            string packet = string.Empty;

            try
            {
                packet = await broker.ReadPacketAsync().WaitAsync(50);
            }
            catch (TimeoutException)
            {
            }

            if (packet.Length == 0 || (!s_isCalm && Next(8) == 0))
            {
                return false;
            }

            int filter = packet[15] - '0';

            if (filter < Filters)
            {
                s_held[filter] = packet[0] == '8';
            }

            if (!s_isCalm && Next(8) == 0)
            {
                return false;
            }

            await broker.SendAsync((packet[0] == '8' ? "9004" : "B004") + packet.Substring(4, 4) + "0000");
            return true;
        }

        // Below the bound, by Knuth's generator.
        private static int Next(int bound)
        {
            s_random = 1664525 * s_random + 1013904223;
            return (int)((uint)(s_random >> 8 & 0xFFFFFF) % (uint)bound);
        }
    }
}
