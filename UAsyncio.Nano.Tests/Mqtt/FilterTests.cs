using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>Which topics a filter is for, and what is a filter at all.</summary>
    [TestClass]
    public class FilterTests
    {
        [TestMethod]
        [DataRow("a/b", "a/b", "a,a/b/,a/bc,a/c,A/b,/a/b,a/")]
        [DataRow("a/+/c", "a/b/c,a//c", "a/b/d,a/b/c/d,a/b,a,b/b/c")]
        [DataRow("+", "a", "a/b,/a,a/,/")]
        [DataRow("+/+", "a/b,/a,a/,/", "a,a/b/c")]
        [DataRow("+/b", "a/b,/b", "$a/b,b,a/b/b")]
        [DataRow("a/+", "a/b,a/", "a,a/b/c")]
        [DataRow("#", "a,a/b,/", "$a,$a/b")]
        [DataRow("+/#", "a,a/b", "$a,$a/b")]
        [DataRow("a/#", "a,a/,a/b,a/b/c", "ab,b,b/a,$a")]
        [DataRow("ab/#", "ab,ab/c", "a,abc,ac/c")]
        [DataRow("a/b/#", "a/b,a/b/c", "a,a/,a/c")]
        [DataRow("a/+/#", "a/b,a/,a/b/c", "a,b/b")]
        [DataRow("$a/#", "$a,$a/b", "a,a/b")]
        [DataRow("$a/+", "$a/b", "$a,$b/b")]
        [DataRow("$share/g/a/+", "a/b", "a,a/b/c,$share/g/a/b")]
        [DataRow("$share/g/#", "a,a/b", "$a")]
        [DataRow("$shared/a", "$shared/a", "a")]
        public void Filter_is_for_these_topics_and_not_for_those(string filter, string these, string those)
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);
            Assert.AreEqual(these + ",", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, new MqttSubscription(filter, HandleAsync), "9003000101");
                string[] topics = (those + "," + these).Split(',');

                for (int i = 0; i < topics.Length; i++)
                {
                    string digits = string.Empty;

                    for (int j = 0; j < topics[i].Length; j++)
                    {
                        digits += ((int)topics[i][j]).ToString("X2");
                    }

                    // With a payload that looks like more of a topic.
                    int length = topics[i].Length;
                    await broker.AskAsync("32" + (length + 7).ToString("X2") + length.ToString("X4") + digits + "0005" + "2F2F2F", "40020005");
                }
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Topic + ",";
            }
        }

        [TestMethod]
        public void Every_character_is_good_for_a_topic()
        {
            // The first and the last of each length, and those around the surrogates.
            const string Text = "7F" + "C280" + "DFBF" + "E0A080" + "ED9FBF" + "EE8080" + "EFBFBF" + "F0908080" + "F48FBFBF";
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                MqttSubscription messages = new MqttSubscription("#");
                await broker.AcceptAsync(FakeBroker.Accept3);
                await Play.SubscribeAsync(broker, client, messages, "9003000101" + "301C" + "0019" + Text + "78");
                Assert.AreEqual("x", (await messages.ReadAsync()).Text);
            }
        }

        [TestMethod]
        [DataRow("+a")]
        [DataRow("+a/b")]
        [DataRow("a/+b")]
        [DataRow("a/#b")]
        [DataRow("#/")]
        [DataRow("##")]
        [DataRow("++")]
        [DataRow("$share/")]
        [DataRow("$share/g/")]
        [DataRow("$share/g#/a")]
        [DataRow("$share/g/a+")]
        public void These_are_no_filters(string filter)
        {
            Expect.Throws(typeof(ArgumentException), () => new MqttSubscription(filter));
        }

        [TestMethod]
        public void Filter_has_65535_bytes_at_most()
        {
            Memory.Require(300000);
            string longest = new string('a', 65535);
            Assert.AreEqual(longest, new MqttSubscription(longest).Filter);
            Expect.Throws(typeof(ArgumentException), () => new MqttSubscription(longest + "a"));
            Assert.AreEqual("$share/g/a", new MqttSubscription("$share/g/a").Filter);
            Assert.AreEqual("$share", new MqttSubscription("$share").Filter);
        }

        [TestMethod]
        public void Topic_has_65535_bytes_at_most_and_no_wildcard()
        {
            Memory.Require(500000);
            Play.RunStopped(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                string longest = new string('a', 65535);
                Assert.IsNotNull(client.PublishAsync(longest, "1"));
                Expect.Throws(typeof(ArgumentException), () => client.PublishAsync(longest + "a", "1"));
                Expect.Throws(typeof(ArgumentException), () => client.PublishAsync("a/#", "1"));
                Expect.Throws(typeof(ArgumentException), () => client.PublishAsync("+", "1"));
                Expect.Throws(typeof(ArgumentException), () => client.PublishAsync(string.Empty, "1"));
                Assert.AreEqual(1, client.Queued);
            }
        }
    }
}
