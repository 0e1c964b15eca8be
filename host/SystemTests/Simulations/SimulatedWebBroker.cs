using System.Collections.Generic;
using System.Text;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice.Simulations;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>
    /// An MQTT 5.0 broker over WebSocket for one client, which gets back what it publishes to the topic that it has subscribed; and to one that subscribes what is wanted
    /// of a device, "ON" is wanted of its lamp.
    /// </summary>
    internal static class SimulatedWebBroker
    {
        private const int Binary = 2;

        // Of a message's first byte.
        private const int AtLeastOnce = 2;

        /// <summary>Serves a connection of the device's.</summary>
        public static async Task ServeAsync(SimulatedConnection connection)
        {
            if (!await SimulatedSockets.AcceptAsync(connection, "Sec-WebSocket-Protocol: mqtt\r\n"))
            {
                return;
            }

            // What has come of packets: the borders of messages are none of theirs.
            List<byte> stream = [];
            string filter = "";

            for (; ; )
            {
                (int opcode, byte[] data) = await SimulatedSockets.ReceiveAsync(connection);

                if (opcode != Binary)
                {
                    connection.Send(SimulatedSockets.Frame(opcode == SimulatedSockets.Ping ? SimulatedSockets.Pong : opcode, data, null));

                    if (opcode == SimulatedSockets.Close)
                    {
                        return;
                    }

                    continue;
                }

                stream.AddRange(data);

                while (Take(stream) is (int head, byte[] body))
                {
                    switch (head >> 4)
                    {
                        case 1:
                            Send(0x20, 0, 0, 0);
                            break;
                        case 3:
                            Answer(head, body);
                            break;
                        case 8:
                            filter = TextAt(body, 3);
                            Send(0x90, body[0], body[1], 0, 1);

                            if (filter.EndsWith("/+/set", System.StringComparison.Ordinal))
                            {
                                Publish(filter.Replace("+", "lamp", System.StringComparison.Ordinal), [0, .. "ON"u8]);
                            }

                            break;
                        case 10:
                            filter = "";
                            Send(0xB0, body[0], body[1], 0, 0);
                            break;
                        case 12:
                            Send(0xD0);
                            break;
                        case 14:
                            return;
                    }
                }
            }

            void Answer(int head, byte[] body)
            {
                string topic = TextAt(body, 0);
                int at = 2 + topic.Length;

                if ((head & AtLeastOnce) != 0)
                {
                    Send(0x40, body[at], body[at + 1]);
                    at += 2;
                }

                if (topic == filter)
                {
                    Publish(topic, body[at..]);
                }
            }

            // With its properties, and the payload behind them.
            void Publish(string topic, byte[] rest) => Send(0x30, [0, (byte)topic.Length, .. Encoding.ASCII.GetBytes(topic), .. rest]);

            // In two messages, for the same reason.
            void Send(int head, params byte[] body)
            {
                connection.Send(SimulatedSockets.Frame(Binary, [(byte)head], null));
                connection.Send(SimulatedSockets.Frame(Binary, [(byte)body.Length, .. body], null));
            }
        }

        private static string TextAt(byte[] body, int at) => Encoding.ASCII.GetString(body, at + 2, (body[at] << 8) | body[at + 1]);

        // Null: it has not come whole.
        private static (int Head, byte[] Body)? Take(List<byte> stream)
        {
            int length = 0;
            int at = 1;

            for (int shift = 0, more = 128; more >= 128; shift += 7, at++)
            {
                if (at >= stream.Count)
                {
                    return null;
                }

                more = stream[at];
                length |= (more & 127) << shift;
            }

            if (at + length > stream.Count)
            {
                return null;
            }

            (int, byte[]) packet = (stream[0], [.. stream.GetRange(at, length)]);
            stream.RemoveRange(0, at + length);
            return packet;
        }
    }
}
