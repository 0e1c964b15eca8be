using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt.HomeAssistant
{
    /// <summary>
    /// A device that Home Assistant finds by itself: its sensors, switches, numbers and buttons are described to it by MQTT, their states published, and
    /// what is wanted of them handled. The topics begin with the device's identifier.
    /// </summary>
    /// <remarks>For the thread of the client's loop.</remarks>
    public sealed class HomeAssistantDevice
    {
        private const string Sensor = "sensor";
        private const string BinarySensor = "binary_sensor";

        private readonly MqttClient _client;
        private readonly string _id;
        private readonly string _name;
        private HomeAssistantEntity _first;

        /// <summary>Makes a device.</summary>
        /// <param name="client">Its client, whose <see cref="MqttOptions.Will"/> is best <see cref="WillOf"/>.</param>
        /// <param name="id">Its identifier: letters, digits, _ and -; unique in the house.</param>
        /// <param name="name">What people call it.</param>
        /// <exception cref="ArgumentNullException">Something is null.</exception>
        /// <exception cref="ArgumentException">The identifier has other characters.</exception>
        public HomeAssistantDevice(MqttClient client, string id, string name)
        {
            if (client == null || name == null)
            {
                throw new ArgumentNullException(client == null ? nameof(client) : nameof(name));
            }

            CheckId(id);
            _client = client;
            _id = id;
            _name = name;
        }

        /// <summary>The will by which Home Assistant learns that the device is gone.</summary>
        /// <param name="id">The device's identifier.</param>
        /// <returns>For <see cref="MqttOptions.Will"/>.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="id"/> has other characters than a device's identifier.</exception>
        public static MqttMessage WillOf(string id)
        {
            CheckId(id);
            return new MqttMessage(id + "/status", Encoding.UTF8.GetBytes("offline"), MqttQos.AtLeastOnce, true);
        }

        /// <summary>Adds a sensor. Its values are published by <see cref="PublishAsync"/>.</summary>
        /// <param name="id">Its identifier: letters, digits, _ and -; unique in the device, and not status, which is the topic of the device's own. Its name is made of it.</param>
        /// <param name="unit">Its unit, as °C; null for none.</param>
        /// <param name="deviceClass">What it measures, in Home Assistant's words, as temperature; null for none.</param>
        /// <param name="stateClass">measurement, total or total_increasing, for Home Assistant to keep statistics of it; null for none.</param>
        /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="id"/> has other characters, or is taken.</exception>
        public void AddSensor(string id, string unit = null, string deviceClass = null, string stateClass = null)
        {
            Add(Sensor, id, null, Field("unit_of_meas", unit) + Field("dev_cla", deviceClass) + Field("stat_cla", stateClass));
        }

        /// <summary>Adds a sensor that knows yes and no: a door, a motion. Its state, ON or OFF, is published by <see cref="PublishAsync"/>.</summary>
        /// <param name="id">As of a sensor.</param>
        /// <param name="deviceClass">What it tells of, in Home Assistant's words, as door or motion; null for none.</param>
        public void AddBinarySensor(string id, string deviceClass = null)
        {
            Add(BinarySensor, id, null, Field("dev_cla", deviceClass));
        }

        /// <summary>Adds a switch. Its state, ON or OFF, is published by <see cref="PublishAsync"/>.</summary>
        /// <param name="id">As of a sensor.</param>
        /// <param name="handler">Is told ON or OFF.</param>
        public void AddSwitch(string id, HomeAssistantHandler handler)
        {
            Add("switch", id, handler, string.Empty);
        }

        /// <summary>Adds a number that can be set. Its value is published by <see cref="PublishAsync"/>.</summary>
        /// <param name="id">As of a sensor.</param>
        /// <param name="handler">Is told the number.</param>
        /// <param name="min">The least that can be chosen.</param>
        /// <param name="max">The most.</param>
        /// <param name="unit">Its unit; null for none.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="max"/> is not above <paramref name="min"/>.</exception>
        public void AddNumber(string id, HomeAssistantHandler handler, int min, int max, string unit = null)
        {
            if (max <= min)
            {
                throw new ArgumentOutOfRangeException(nameof(max));
            }

            Add("number", id, handler, ",\"min\":" + min + ",\"max\":" + max + Field("unit_of_meas", unit), min, max);
        }

        /// <summary>Adds a button.</summary>
        /// <param name="id">As of a sensor.</param>
        /// <param name="handler">Is told PRESS.</param>
        public void AddButton(string id, HomeAssistantHandler handler)
        {
            Add("button", id, handler, null);
        }

        /// <summary>Describes all to Home Assistant, which keeps it, and takes what is wanted of them from now on. To be called when all are added, and again after each of the client's reconnects.</summary>
        /// <returns>To be awaited.</returns>
        /// <exception cref="MqttException">The broker has refused something.</exception>
        public async Coroutine AnnounceAsync()
        {
            await _client.SubscribeAsync(new MqttSubscription(_id + "/+/set", HandleAsync));

            for (HomeAssistantEntity entity = _first; entity != null; entity = entity.Next)
            {
                await _client.PublishAsync("homeassistant/" + entity.Kind + "/" + _id + "/" + entity.Id + "/config", Describe(entity), MqttQos.AtLeastOnce, true);
            }

            await _client.PublishAsync(_id + "/status", "online", MqttQos.AtLeastOnce, true);
        }

        /// <summary>Publishes the state of a sensor, a switch or a number; the broker keeps it.</summary>
        /// <param name="id">Its identifier.</param>
        /// <param name="value">The value; ON or OFF of a switch or a binary sensor.</param>
        /// <returns>As <see cref="MqttClient.PublishAsync(string, string, MqttQos, bool)"/>.</returns>
        /// <exception cref="ArgumentNullException">Something is null.</exception>
        /// <exception cref="ArgumentException">No sensor, switch or number was added with this identifier.</exception>
        public Awaitable PublishAsync(string id, string value)
        {
            if (id == null)
            {
                throw new ArgumentNullException(nameof(id));
            }

            HomeAssistantEntity entity = Find(id);

            // A button has no state.
            if (entity == null || entity.More == null)
            {
                throw new ArgumentException(nameof(id));
            }

            return _client.PublishAsync(_id + "/" + id, value, MqttQos.AtLeastOnce, true);
        }

        private static void CheckId(string id)
        {
            bool isValid = id == null ? throw new ArgumentNullException(nameof(id)) : id.Length > 0;

            for (int i = 0; i < id.Length; i++)
            {
                char letter = id[i];
                isValid &= (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '_' || letter == '-';
            }

            if (!isValid)
            {
                throw new ArgumentException(nameof(id));
            }
        }

        private static string Field(string name, string value)
        {
            return value == null ? string.Empty : ",\"" + name + "\":\"" + Escape(value) + "\"";
        }

        private static string Escape(string text)
        {
            // All at once: a device does not find its way in a text behind an emoji, which is two of them.
            char[] letters = text.ToCharArray();
            char[] escaped = new char[2 * letters.Length];
            int length = 0;

            for (int i = 0; i < letters.Length; i++)
            {
                char letter = letters[i];

                if (letter == '"' || letter == '\\')
                {
                    escaped[length] = '\\';
                    length++;
                }

                escaped[length] = letter < ' ' ? ' ' : letter;
                length++;
            }

            return new string(escaped, 0, length);
        }

        private void Add(string kind, string id, HomeAssistantHandler handler, string more, int min = 0, int max = 0)
        {
            CheckId(id);

            if (handler == null && kind != Sensor && kind != BinarySensor)
            {
                throw new ArgumentNullException(nameof(handler));
            }

            HomeAssistantEntity entity = new HomeAssistantEntity { Kind = kind, Id = id, Handler = handler, More = more, Min = min, Max = max };
            HomeAssistantEntity last = null;
            bool isTaken = id == "status";

            for (HomeAssistantEntity known = _first; known != null; known = known.Next)
            {
                isTaken |= known.Id == id;
                last = known;
            }

            if (isTaken)
            {
                throw new ArgumentException(nameof(id));
            }

            if (last == null)
            {
                _first = entity;
            }
            else
            {
                last.Next = entity;
            }
        }

        private string Describe(HomeAssistantEntity entity)
        {
            // A dot is in no identifier: with an underscore, b_c of a and c of a_b would be the same to Home Assistant.
            return "{\"~\":\"" + _id + "\",\"uniq_id\":\"" + _id + "." + entity.Id + "\",\"name\":\"" + entity.Id + "\",\"avty_t\":\"~/status\""
                + (entity.More == null ? string.Empty : ",\"stat_t\":\"~/" + entity.Id + "\"" + entity.More)
                + (entity.Handler == null ? string.Empty : ",\"cmd_t\":\"~/" + entity.Id + "/set\"")
                + ",\"dev\":{\"ids\":[\"" + _id + "\"],\"name\":\"" + Escape(_name) + "\"}}";
        }

        // Null where there is none.
        private HomeAssistantEntity Find(string id)
        {
            HomeAssistantEntity entity = _first;

            while (entity != null && entity.Id != id)
            {
                entity = entity.Next;
            }

            return entity;
        }

        private Coroutine HandleAsync(MqttMessage message)
        {
            string topic = message.Topic;
            string id = topic.Substring(_id.Length + 1, topic.Length - _id.Length - 5);
            string value = message.Text;
            HomeAssistantEntity entity = Find(id);

            // Anybody can say anything at a broker.
            return entity != null && entity.Takes(value) ? entity.Handler(value) : null;
        }
    }
}
