using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Mqtt.WebSockets;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>MQTT in the binary frames of a WebSocket, whose borders are no packets' borders.</summary>
    [TestClass]
    public class WebSocketTests
    {
        // Of the client's CONNECT, with its head.
        private const int ConnectLength = 27;

        private static readonly byte[] s_accept = { 0x20, 3, 0, 0, 0 };

        // The acknowledgement of subscription 1, and three messages "t=1", "t=2", "t=3" of QoS 1.
        private static readonly byte[] s_packets =
        {
            0x90, 4, 0, 1, 0, 1, 0x32, 7, 0, 1, (byte)'t', 0, 1, 0, (byte)'1', 0x32, 7, 0, 1, (byte)'t', 0, 2, 0, (byte)'2', 0x32, 7, 0, 1, (byte)'t', 0, 3, 0, (byte)'3',
        };

        [TestMethod]
        [DataRow(1)]
        [DataRow(5)]
        [DataRow(33)]
        public void Packets_come_whole_however_they_are_framed(int frame)
        {
            string heard = string.Empty;
            Play(ServeAsync, "mqtt", AskAsync);
            Assert.AreEqual("t=1 t=2 t=3 ", heard);

            async Coroutine ServeAsync(WebSocket socket)
            {
                byte[] connect = await ReceiveAsync(socket, ConnectLength);
                Assert.AreEqual((byte)0x10, connect[0]);
                await SendAsync(socket, s_accept, frame);
                byte[] subscribe = await ReceiveAsync(socket, 9);
                Assert.AreEqual((byte)0x82, subscribe[0]);
                await SendAsync(socket, s_packets, frame);

                // Three acknowledgements.
                byte[] answers = await ReceiveAsync(socket, 12);
                Assert.AreEqual((byte)3, answers[11]);
            }

            async Coroutine AskAsync(MqttClient client)
            {
                await client.ConnectAsync();
                await client.SubscribeAsync(new MqttSubscription("t", HandleAsync));

                while (client.IsConnected)
                {
                    await Coroutine.Delay(1);
                }
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard += message.Topic + "=" + message.Text + " ";
            }
        }

        [TestMethod]
        public void Payload_longer_than_a_frame_goes_out_in_several()
        {
            int parts = 0;
            Play(ServeAsync, "mqtt", AskAsync);
            Assert.IsTrue(parts > 3);

            async Coroutine ServeAsync(WebSocket socket)
            {
                const int Length = 3000;
                await ReceiveAsync(socket, ConnectLength);
                await SendAsync(socket, s_accept, s_accept.Length);

                // Head, topic and no properties before it.
                byte[] packet = new byte[7 + Length];

                for (int at = 0; at < packet.Length;)
                {
                    at += await socket.ReceiveAsync(packet, at, packet.Length - at);
                    parts += socket.EndOfMessage ? 1 : 0;
                }

                Assert.AreEqual((byte)0x30, packet[0]);

                for (int i = 0; i < Length; i++)
                {
                    Assert.AreEqual((byte)i, packet[7 + i]);
                }
            }

            async Coroutine AskAsync(MqttClient client)
            {
                byte[] payload = new byte[3000];

                for (int i = 0; i < payload.Length; i++)
                {
                    payload[i] = (byte)i;
                }

                await client.ConnectAsync();
                await client.PublishAsync("t", payload);

                while (client.IsConnected)
                {
                    await Coroutine.Delay(1);
                }
            }
        }

        [TestMethod]
        public void Message_of_a_WebSocket_may_be_longer_than_the_client_of_WebSockets_takes_by_itself()
        {
            // In one frame: a subscription's acknowledgement, then more bytes than the options' bound, all of them messages.
            const int Messages = 8400;
            int heard = 0;
            Play(ServeAsync, "mqtt", AskAsync);
            Assert.AreEqual(Messages, heard);

            async Coroutine ServeAsync(WebSocket socket)
            {
                await ReceiveAsync(socket, ConnectLength);
                await SendAsync(socket, s_accept, s_accept.Length);
                await ReceiveAsync(socket, 9);
                byte[] packets = new byte[80];
                await socket.SendAsync(s_packets, 0, 6);

                for (int at = 0; at < packets.Length; at += 8)
                {
                    // Of QoS 0: a topic, no properties, two bytes.
                    Array.Copy(new byte[] { 0x30, 6, 0, 1, (byte)'t', 0, 1, 2 }, 0, packets, at, 8);
                }

                for (int sent = 0; sent < Messages; sent += 10)
                {
                    await socket.SendAsync(packets, 0, packets.Length, false, sent + 10 == Messages);
                }

                while (heard < Messages)
                {
                    await Coroutine.Delay(1);
                }
            }

            async Coroutine AskAsync(MqttClient client)
            {
                await client.ConnectAsync();
                await client.SubscribeAsync(new MqttSubscription("t", HandleAsync));

                while (heard < Messages && client.Failure == null)
                {
                    await Coroutine.Delay(1);
                }
            }

            async Coroutine HandleAsync(MqttMessage message)
            {
                heard++;
            }
        }

        [TestMethod]
        public void Frame_of_text_ends_the_connection()
        {
            Play(ServeAsync, "mqtt", AskAsync);

            async Coroutine ServeAsync(WebSocket socket)
            {
                await ReceiveAsync(socket, ConnectLength);
                await SendAsync(socket, s_accept, s_accept.Length);
                await socket.SendAsync("text");
                Assert.AreEqual(0, await socket.ReceiveAsync(new byte[1], 0, 1));
                Assert.IsTrue(socket.IsClosed);
            }

            async Coroutine AskAsync(MqttClient client)
            {
                client.Start();

                while (client.Failure == null)
                {
                    await Coroutine.Delay(1);
                }

                Assert.AreEqual(1, client.Connections);
                Assert.AreEqual(1003, ((WebSocketException)client.Failure).Code);
            }
        }

        [TestMethod]
        public void Server_that_does_not_choose_the_subprotocol_is_refused()
        {
            Play(ServeAsync, null, AskAsync);

            static async Coroutine ServeAsync(WebSocket socket)
            {
                Assert.AreEqual(0, await socket.ReceiveAsync(new byte[1], 0, 1));
            }

            static async Coroutine AskAsync(MqttClient client)
            {
                try
                {
                    await client.ConnectAsync();
                    throw new Exception("not refused");
                }
                catch (WebSocketException)
                {
                    Assert.AreEqual(0, client.Connections);
                }
            }
        }

        [TestMethod]
        public void Brokers_path_and_further_fields_are_in_the_request()
        {
            string asked = null;

            using (HttpTest test = new HttpTest(AnswerAsync))
            {
                MqttWebSocketOptions options = new MqttWebSocketOptions("127.0.0.1") { Port = test.Server.Port, ClientId = "ws12", MinReconnectDelay = 20000 };
                Assert.AreEqual("/mqtt", options.Path);
                options.Path = "/broker?of=us";
                options.Headers = "Authorization: Bearer token\r\nX-More: 1\r\n";
                test.Loop.Run(FailAsync(new MqttClient(options)).WaitAsync(HttpTest.Patience));
            }

            Assert.AreEqual("/broker?of=us Bearer token 1 mqtt", asked);

            async Coroutine AnswerAsync(HttpContext context)
            {
                asked = context.Path + "?" + context.Query + " " + context.GetHeader("Authorization") + " " + context.GetHeader("X-More") + " "
                    + context.GetHeader("Sec-WebSocket-Protocol");
                await context.WriteAsync("no broker");
            }

            static async Coroutine FailAsync(MqttClient client)
            {
                try
                {
                    await client.ConnectAsync();
                    throw new Exception("not refused");
                }
                catch (WebSocketException)
                {
                }
                finally
                {
                    client.Dispose();
                }
            }
        }

        // One client and one server; what either throws comes out.
        private static void Play(WebSocketHandler handler, string protocol, MqttUse ask)
        {
            WebSocketOptions options = new WebSocketOptions { Protocols = protocol == null ? null : new string[] { protocol } };

            using (HttpTest test = new HttpTest(context => WebSocketServer.AcceptAsync(context, handler, options)))
            {
                test.Loop.Run(AskAsync(test.Server.Port, ask).WaitAsync(HttpTest.Patience));
                Assert.AreEqual(string.Empty, test.Reported);
            }
        }

        private static async Coroutine AskAsync(int port, MqttUse ask)
        {
            int slots = EventLoop.Current.FreeSlots;
            MqttClient client = new MqttClient(new MqttWebSocketOptions("127.0.0.1") { Port = port, ClientId = "ws12", Path = "/", MinReconnectDelay = 20000 });

            try
            {
                await ask(client);
            }
            finally
            {
                client.Dispose();
                await Slots.UntilFreeAsync(slots);
            }
        }

        private static async Coroutine<byte[]> ReceiveAsync(WebSocket socket, int count)
        {
            byte[] bytes = new byte[count];

            for (int at = 0; at < count;)
            {
                at += await socket.ReceiveAsync(bytes, at, count - at);
                Assert.IsTrue(!socket.IsClosed && !socket.IsText);
            }

            return bytes;
        }

        private static async Coroutine SendAsync(WebSocket socket, byte[] bytes, int frame)
        {
            for (int at = 0; at < bytes.Length; at += frame)
            {
                // An empty one is none.
                await socket.SendAsync(bytes, 0, 0);
                await socket.SendAsync(bytes, at, bytes.Length - at < frame ? bytes.Length - at : frame);
            }
        }
    }
}
