using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Mqtt.HomeAssistant;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>What anybody may say to a device of Home Assistant's.</summary>
    [TestClass]
    public class HomeAssistantTests
    {
        [TestMethod]
        public void Handlers_are_told_nothing_but_what_may_be_wanted()
        {
            const string Wanted = "n5 n30 n0 sON sOFF bPRESS ";
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                HomeAssistantDevice home = new HomeAssistantDevice(client, "k", "K");
                home.AddNumber("n", value => HearAsync("n" + value), 0, 30);
                home.AddSwitch("s", value => HearAsync("s" + value));
                home.AddButton("b", value => HearAsync("b" + value));
                home.AddSensor("t");
                Expect.Throws(typeof(ArgumentNullException), () => home.PublishAsync(null, "5"));
                Expect.Throws(typeof(ArgumentNullException), () => home.PublishAsync("t", null));
                Expect.Throws(typeof(ArgumentException), () => home.PublishAsync("temp", "5"));
                Expect.Throws(typeof(ArgumentException), () => home.PublishAsync("b", "5"));
                Coroutine announcing = EventLoop.Current.CreateTask(home.AnnounceAsync());
                await broker.ReadPacketAsync();
                await broker.SendAsync("9003000101");
                await WantAsync(broker, "n", new[] { "5", "30", "31", "-1", "", "abc", "1.5", "99999999999", "0" });
                await WantAsync(broker, "s", new[] { "ON", "on", "", "TOGGLE", "OFF" });
                await WantAsync(broker, "t", new[] { "5" });
                await WantAsync(broker, "zz", new[] { "5" });
                await WantAsync(broker, "b", new[] { "ON", "", "PRESS" });

                while (heard.Length < Wanted.Length)
                {
                    await Coroutine.Delay(1);
                }

                Assert.AreEqual(Wanted, heard);
                announcing.Cancel();
            }

            async Coroutine HearAsync(string what)
            {
                heard += what + " ";
            }
        }

        [TestMethod]
        public void Announced_again_it_is_told_what_is_wanted_beside_who_hears_all()
        {
            string heard = string.Empty;
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);
            Assert.AreEqual("ON OFF ", heard);

            async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                HomeAssistantDevice home = new HomeAssistantDevice(client, "k", "K");
                home.AddSwitch("s", HearAsync);

                for (int i = 0; i < 2; i++)
                {
                    Coroutine announcing = EventLoop.Current.CreateTask(home.AnnounceAsync());
                    await Coroutine.Yield();

                    if (i == 0)
                    {
                        _ = client.SubscribeAsync(new MqttSubscription("#", message => HearAsync("other")));
                    }

                    await broker.SendAsync((i == 0 ? "300B" : "300C") + "0007" + Hex("k/s/set") + Hex(i == 0 ? "ON" : "OFF"));

                    while (heard.Length < 3 + 4 * i)
                    {
                        await Coroutine.Delay(1);
                    }

                    announcing.Cancel();
                }
            }

            async Coroutine HearAsync(string value)
            {
                heard += value + " ";
            }
        }

        [TestMethod]
        public void No_entity_of_another_device_has_the_same_identifier()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                HomeAssistantDevice kitchen = new HomeAssistantDevice(client, "kitchen", "K");
                kitchen.AddSensor("window_temperature");
                HomeAssistantDevice window = new HomeAssistantDevice(client, "kitchen_window", "W");
                window.AddSensor("temperature");
                string first = await DescriptionAsync(broker, kitchen, 1);
                string second = await DescriptionAsync(broker, window, 4);
                Assert.Contains("\"uniq_id\":\"kitchen.window_temperature\"", first);
                Assert.Contains("\"uniq_id\":\"kitchen_window.temperature\"", second);
            }
        }

        [TestMethod]
        public void What_people_call_a_device_may_have_any_characters()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                HomeAssistantDevice device = new HomeAssistantDevice(client, "k", "\"B\u00fcro\" \ud83d\udd25 \\ \t\"1\"");
                device.AddSensor("t", "\u00b0C", "");
                string description = await DescriptionAsync(broker, device, 1);
                Assert.Contains("\"unit_of_meas\":\"\u00b0C\"", description);
                Assert.EndsWith("\"name\":\"\\\"B\u00fcro\\\" \ud83d\udd25 \\\\  \\\"1\\\"\"}}", description);
            }
        }

        [TestMethod]
        public void Door_is_a_binary_sensor_and_a_meter_has_statistics()
        {
            Play.Run(Play.Options(MqttVersion.V311), SceneAsync);

            static async Coroutine SceneAsync(FakeBroker broker, MqttClient client)
            {
                await broker.AcceptAsync(FakeBroker.Accept3);
                HomeAssistantDevice home = new HomeAssistantDevice(client, "home", "Home");
                home.AddBinarySensor("door", "door");
                string description = await DescriptionAsync(broker, home, 1);
                Assert.StartsWith("homeassistant/binary_sensor/home/door/config{", description);
                Assert.Contains("\"stat_t\":\"~/door\",\"dev_cla\":\"door\",\"dev\":", description);
                Awaitable closed = home.PublishAsync("door", "OFF");
                await broker.ExpectAsync("33" + "10" + "0009" + Hex("home/door") + "0004" + Hex("OFF"));
                await broker.SendAsync("40020004");
                await closed;
                HomeAssistantDevice cellar = new HomeAssistantDevice(client, "cellar", "Cellar");
                cellar.AddSensor("meter", "kWh", "energy", "total_increasing");
                description = await DescriptionAsync(broker, cellar, 5);
                Assert.Contains("\"unit_of_meas\":\"kWh\",\"dev_cla\":\"energy\",\"stat_cla\":\"total_increasing\",\"dev\":", description);
            }
        }

        // The description of a device's only entity, with its topic; the numbers are those of the client's packets.
        private static async Coroutine<string> DescriptionAsync(FakeBroker broker, HomeAssistantDevice device, int number)
        {
            Coroutine announcing = EventLoop.Current.CreateTask(device.AnnounceAsync());
            await broker.ReadPacketAsync();
            await broker.SendAsync("9003000" + number + "01");
            string description = await broker.ReadTextAsync();
            await broker.SendAsync("4002000" + (number + 1));
            await broker.ReadPacketAsync();
            await broker.SendAsync("4002000" + (number + 2));
            await announcing;
            return description;
        }

        private static async Coroutine WantAsync(FakeBroker broker, string id, string[] values)
        {
            string topic = "k/" + id + "/set";

            for (int i = 0; i < values.Length; i++)
            {
                await broker.SendAsync("30" + (2 + topic.Length + values[i].Length).ToString("X2") + topic.Length.ToString("X4") + Hex(topic) + Hex(values[i]));
            }
        }

        private static string Hex(string text)
        {
            string digits = string.Empty;

            for (int i = 0; i < text.Length; i++)
            {
                digits += ((int)text[i]).ToString("X2");
            }

            return digits;
        }
    }
}
