using System;
using UAsyncio.Nano.Mqtt;
using static UAsyncio.Nano.Tests.Shortage.ShortRun;

namespace UAsyncio.Nano.Tests.Reliability
{
    // A client of MQTT.
    public static partial class HostShortParts
    {
        private static async Coroutine MessageAsync(string operation)
        {
            using (MqttClient client = new MqttClient(new MqttOptions(MixedClients.Host) { ClientId = "short", Port = operation == "MQTT receive" || operation == "MQTT handler" ? 1884 : operation == "MQTT connect again" ? 1885 : 0, MinReconnectDelay = 10, MaxReconnectDelay = 100 }))
            {
                try
                {
                    if (operation == "MQTT connect")
                    {
                        Begin();
                    }

                    LastTask watch = new LastTask();
                    DeviceLoop.Watch = watch;
                    await client.ConnectAsync();
                    DeviceLoop.Watch = null;

                    if (operation == "MQTT publish")
                    {
                        Begin();
                        await client.PublishAsync("t", "0", MqttQos.AtLeastOnce);
                    }
                    else if (operation == "MQTT subscribe")
                    {
                        Begin();
                        await client.SubscribeAsync(new MqttSubscription("t"));
                    }
                    else if (operation == "MQTT unsubscribe")
                    {
                        await UnsubscribeAsync(client);
                    }
                    else if (operation == "MQTT handler")
                    {
                        await HandleAsync(client);
                    }
                    else if (operation == "MQTT receive")
                    {
                        MqttSubscription messages = new MqttSubscription("t", null, MqttQos.ExactlyOnce);
                        await client.SubscribeAsync(messages);
                        Begin();

                        // The second comes when the first is released.
                        await TakeAsync(messages, "1");
                        await TakeAsync(messages, "2");
                    }
                    else if (operation == "MQTT connect again")
                    {
                        Begin();
                        await PublishAsync(client);
                    }
                    else if (operation == "MQTT task that is cancelled")
                    {
                        await EndAsync(client, watch.Task);
                    }
                }
                finally
                {
                    End();
                }

                await client.DisconnectAsync();
            }
        }

        private static async Coroutine PublishAsync(MqttClient client)
        {
            for (; ; )
            {
                try
                {
                    await client.PublishAsync("t", "0", MqttQos.AtLeastOnce).WaitAsync(Patience / 4);
                    return;
                }
                catch (TimeoutException)
                {
                    Check(false, "it does not connect again");
                    return;
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }

        // By somebody who has found its task: who waits for an acknowledgement is told, or runs out of memory itself.
        private static async Coroutine EndAsync(MqttClient client, Coroutine task)
        {
            Awaitable published = client.PublishAsync("t", "0", MqttQos.AtLeastOnce);
            Begin();

            // Where memory was too short for the cancellation to arrive, the client goes on.
            while (!task.IsCompleted)
            {
                Cancel(task);
                await PauseAsync(1);
            }

            try
            {
                await published.WaitAsync(Patience / 4);
                Check(MayFail, "it was acknowledged");
            }
            catch (TimeoutException)
            {
                Check(false, "who waits is not told");
            }
            catch (MqttException)
            {
            }
            catch (OutOfMemoryException)
            {
            }

            End();

            try
            {
                await client.PublishAsync("t", "0", MqttQos.AtLeastOnce).WaitAsync(Patience / 4);
                Check(false, "it is not closed");
            }
            catch (ObjectDisposedException)
            {
            }
        }

        // One that was given up for want of memory can be asked again.
        private static async Coroutine UnsubscribeAsync(MqttClient client)
        {
            MqttSubscription messages = new MqttSubscription("t");
            await client.SubscribeAsync(messages);
            Begin();

            for (bool isDone = false; !isDone;)
            {
                try
                {
                    await client.UnsubscribeAsync(messages).WaitAsync(Patience / 4);
                    isDone = true;
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

            End();
            Check(await messages.ReadAsync() == null, "it has not ended");
        }

        private static async Coroutine HandleAsync(MqttClient client)
        {
            string handled = string.Empty;
            await client.SubscribeAsync(new MqttSubscription("t", NoteAsync, MqttQos.ExactlyOnce));
            Begin();

            for (int i = 0; i < Patience / 4 && handled != "12"; i++)
            {
                await PauseAsync(1);
            }

            Check(handled == "12", "handled: " + handled);

            async Coroutine NoteAsync(MqttMessage message)
            {
                handled += (char)message.Payload[0];
                await PauseAsync(1);
            }
        }

        private static async Coroutine TakeAsync(MqttSubscription messages, string text)
        {
            for (; ; )
            {
                try
                {
                    MqttMessage message = await messages.ReadAsync().WaitAsync(Patience / 4);
                    Check(message != null && message.Payload.Length == 1 && message.Payload[0] == text[0], "another message than " + text);
                    return;
                }
                catch (TimeoutException)
                {
                    Check(false, text + " does not come");
                    return;
                }
                catch (OutOfMemoryException)
                {
                }
            }
        }
    }
}
