using System;
using System.Text;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>User properties of messages (MQTT 5.0): names and values that travel beside the payload, as headers do.</summary>
    public static class MqttProperties
    {
        private const int User = 0x26;

        /// <summary>Adds a user property.</summary>
        /// <param name="properties">Those before it; null for none.</param>
        /// <param name="name">Its name. The same name may come several times.</param>
        /// <param name="value">Its value.</param>
        /// <returns>All of them, for a message.</returns>
        /// <exception cref="ArgumentNullException">Name or value is null.</exception>
        /// <exception cref="ArgumentException">Name or value is longer than 65,535 bytes.</exception>
        public static byte[] Add(byte[] properties, string name, string value)
        {
            if (name == null || value == null)
            {
                throw new ArgumentNullException();
            }

            byte[] first = Encoding.UTF8.GetBytes(name);
            byte[] second = Encoding.UTF8.GetBytes(value);
            int start = properties == null ? 0 : properties.Length;

            if ((first.Length | second.Length) > 65535)
            {
                throw new ArgumentException();
            }

            byte[] all = new byte[start + 5 + first.Length + second.Length];

            if (start > 0)
            {
                Array.Copy(properties, 0, all, 0, start);
            }

            all[start] = User;
            Put(all, Put(all, start + 1, first), second);
            return all;
        }

        /// <summary>Finds a user property of a message whose subscription keeps them.</summary>
        /// <param name="properties">The message's; null for none.</param>
        /// <param name="name">Its name.</param>
        /// <returns>Its value, of the first of that name; null when there is none.</returns>
        public static string Find(byte[] properties, string name)
        {
            int at = 0;

            while (properties != null && at < properties.Length)
            {
                int identifier = properties[at++];
                int kind = MqttClient.Kinds[identifier] - '0';

                if (kind < 4)
                {
                    // 1, 2 or 4 bytes.
                    at += kind == 3 ? 4 : kind;
                }
                else if (kind == 4)
                {
                    while (properties[at++] >= 0x80)
                    {
                    }
                }
                else
                {
                    int start = at + 2;
                    at = EndOf(properties, at);

                    if (identifier == User)
                    {
                        bool isIt = Encoding.UTF8.GetString(properties, start, at - start) == name;
                        start = at + 2;
                        at = EndOf(properties, at);

                        if (isIt)
                        {
                            return Encoding.UTF8.GetString(properties, start, at - start);
                        }
                    }
                }
            }

            return null;
        }

        private static int Put(byte[] all, int at, byte[] text)
        {
            all[at] = (byte)(text.Length >> 8);
            all[at + 1] = (byte)text.Length;

            if (text.Length > 0)
            {
                Array.Copy(text, 0, all, at + 2, text.Length);
            }

            return at + 2 + text.Length;
        }

        private static int EndOf(byte[] bytes, int at)
        {
            return at + 2 + (bytes[at] << 8 | bytes[at + 1]);
        }
    }
}
