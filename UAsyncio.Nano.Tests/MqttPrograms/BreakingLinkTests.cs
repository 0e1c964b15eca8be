using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Several tasks publish over a link that breaks wherever it likes, at a broker that keeps the session.</summary>
    [TestClass]
    public class BreakingLinkTests
    {
        private const int Tasks = 6;
        private const int Each = 15;
        private const string Resume = "2003010000";

        // How often each number came; and at QoS 2 which one has this packet number.
        private static int[] s_seen;
        private static int[] s_held;
        private static int s_done;
        private static int s_random;

        [TestMethod]
        [DataRow(1)]
        [DataRow(2)]
        [DataRow(3)]
        public void Nothing_is_lost_at_QoS_1_or_comes_twice_at_QoS_2_whoever_gives_up(int seed)
        {
            MqttOptions options = Play.Options(MqttVersion.V5);
            options.MaxInFlight = 3;
            options.MaxQueued = 5;
            options.SendBufferSize = 64;
            s_seen = new int[Tasks * Each];
            s_held = new int[1000];
            s_done = 0;
            s_random = seed;
            Play.Run(options, SceneAsync);
        }

        private static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
        {
            for (int i = 0; i < Tasks; i++)
            {
                _ = EventLoop.Current.CreateTask(PublishAsync(client, i));
            }

            for (string accept = FakeBroker.Accept5; ; accept = Resume)
            {
                await broker.AcceptAsync(accept);

                for (int left = 1 + Next(16); left > 0 && s_done < Tasks && await AnswerAsync(broker); left--)
                {
                }

                if (s_done == Tasks)
                {
                    break;
                }

                broker.Drop();
            }

            for (int number = 0; number < s_seen.Length; number++)
            {
                // Of QoS 0, and where nobody waited until it was through, it may not have come.
                int qos = number % 3;
                Assert.IsTrue(qos != 2 || s_seen[number] <= 1, number + " came twice");
                Assert.IsTrue(qos == 0 || IsHasty(number / Each) || s_seen[number] > 0, number + " is lost");
            }

            Assert.AreEqual(0, client.Queued);
        }

        private static bool IsHasty(int task)
        {
            return task % 2 == 1;
        }

        private static async Coroutine PublishAsync(MqttClient client, int task)
        {
            for (int number = task * Each; number < (task + 1) * Each; number++)
            {
                Awaitable publishing = client.PublishAsync("t", number.ToString(), (MqttQos)(number % 3));

                try
                {
                    await (IsHasty(task) ? publishing.WaitAsync(number % 7) : publishing);
                }
                catch (TimeoutException)
                {
                }
            }

            s_done++;
        }

        // The next packet and its answer, of which the last bytes may come late, or not at all: false, the link breaks.
        private static async Coroutine<bool> AnswerAsync(FakeBroker broker)
        {
            string packet;

            try
            {
                packet = await broker.ReadPacketAsync().WaitAsync(100);
            }
            catch (TimeoutException)
            {
                return false;
            }

            if (packet.Length == 0)
            {
                return false;
            }

            string answer;

            if (packet[0] == '3')
            {
                int number = 0;
                int qos = ("0123456789ABCDEF".IndexOf(packet[1]) >> 1) & 3;

                for (int i = qos == 0 ? 13 : 17; i < packet.Length; i += 2)
                {
                    number = 10 * number + packet[i] - '0';
                }

                if (qos == 0)
                {
                    return true;
                }

                int id = Convert.ToInt32(packet.Substring(10, 4), 16);
                answer = (qos == 1 ? "4002" : "5002") + packet.Substring(10, 4);

                if (qos == 1 || s_held[id] != number + 1)
                {
                    s_seen[number]++;
                    s_held[id] = number + 1;
                }
            }
            else
            {
                Assert.AreEqual("62", packet.Substring(0, 2));
                s_held[Convert.ToInt32(packet.Substring(4, 4), 16)] = 0;
                answer = "7002" + packet.Substring(4, 4);
            }

            int cut = 2 * Next(5);
            await broker.SendAsync(answer.Substring(0, cut));
            await Coroutine.Yield();
            bool goesOn = Next(8) > 0;

            if (goesOn)
            {
                await broker.SendAsync(answer.Substring(cut));
            }

            return goesOn;
        }

        // Below the bound, by Knuth's generator.
        private static int Next(int bound)
        {
            s_random = 1664525 * s_random + 1013904223;
            return (int)((uint)(s_random >> 8 & 0xFFFFFF) % (uint)bound);
        }
    }
}
