using System;
using System.IO;
using System.Net.Sockets;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Mqtt.HomeAssistant;
using UAsyncio.Nano.Mqtt.WebSockets;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Shortage
{
    /// <summary>
    /// MQTT over WebSocket, and a device of Home Assistant's, whose memory the host takes away for a moment: it calls each by reflection. Each may fail
    /// then; it leaves nothing, and works once more.
    /// </summary>
    public static class HostShortMessages
    {
        private const string Peer = "peer.test";
        private const int Port = 82;
        private const int Tries = 4;

        /// <summary>Gets the names of all operations.</summary>
        public static string[] Operations => new[] { "connect", "connect that is cancelled", "publish", "messages", "announce", "state", "command" };

        /// <summary>Runs an operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">One of the names.</param>
        /// <param name="begin">Has the host take memory away.</param>
        /// <param name="end">Has it give the memory back.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, PassCallback begin, PassCallback end)
        {
            return ShortRun.Run(operation, OperateAsync, IsExpected, begin.Invoke, end.Invoke);
        }

        private static bool IsExpected(Exception exception)
        {
            return exception is SocketException || exception is TimeoutException || exception is IOException || exception is MqttException;
        }

        private static async Coroutine OperateAsync(string operation)
        {
            MqttWebSocketOptions options = new MqttWebSocketOptions(Peer) { Port = Port, ClientId = "short", MinReconnectDelay = 10, MaxReconnectDelay = 100 };

            using (MqttClient client = new MqttClient(options))
            {
                try
                {
                    if (operation == "connect that is cancelled")
                    {
                        Begin();
                        await CancelAsync(client.ConnectAsync());
                        return;
                    }

                    if (operation == "connect")
                    {
                        Begin();
                    }

                    await client.ConnectAsync();
                    await UseAsync(client, operation);
                }
                finally
                {
                    End();
                }

                await client.DisconnectAsync();
            }
        }

        private static async Coroutine UseAsync(MqttClient client, string operation)
        {
            HomeAssistantDevice device = new HomeAssistantDevice(client, "device", "A device");
            string handled = null;
            device.AddSensor("warmth", "°C", "temperature");
            device.AddSwitch("lamp", HandleAsync);

            switch (operation)
            {
                case "publish":
                    Begin();
                    await client.PublishAsync("t", "0", MqttQos.AtLeastOnce);
                    break;
                case "messages":
                    await TakeAsync(client);
                    break;
                case "announce":
                    Begin();
                    await AnnounceAsync(device);
                    break;
                case "state":
                    Begin();
                    await device.PublishAsync("warmth", "21");
                    break;
                case "command":
                    Begin();

                    // The broker wants it of who announces itself, at most once.
                    for (int i = 0; i < Tries && handled == null; i++)
                    {
                        await AnnounceAsync(device);
                        await PauseAsync(100);
                        Check(MayFail || handled != null, "not handled");
                    }

                    Check(handled == "ON", "handled: " + handled);
                    break;
            }

            async Coroutine HandleAsync(string value)
            {
                handled = value;
            }
        }

        // As its documentation has it: again after each reconnect.
        private static async Coroutine AnnounceAsync(HomeAssistantDevice device)
        {
            for (; ; )
            {
                try
                {
                    await device.AnnounceAsync().WaitAsync(Patience / 4);
                    return;
                }
                catch (TimeoutException)
                {
                    Check(false, "it is not acknowledged");
                    return;
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        // What the client says it hears itself, at most once: where it was lost with the memory, the next one comes.
        private static async Coroutine TakeAsync(MqttClient client)
        {
            MqttSubscription messages = new MqttSubscription("t");
            MqttMessage message = null;
            await client.SubscribeAsync(messages);
            Begin();

            for (int i = 0; i < Tries && message == null; i++)
            {
                try
                {
                    await client.PublishAsync("t", "1", MqttQos.AtLeastOnce).WaitAsync(Patience / 4);
                    message = await messages.ReadAsync().WaitAsync(100);
                }
                catch (TimeoutException)
                {
                    Check(MayFail, "it does not come");
                }
                catch (OutOfMemoryException)
                {
                }
            }

            Check(message != null && message.Payload.Length == 1 && message.Payload[0] == '1', "no such message");
        }
    }
}
