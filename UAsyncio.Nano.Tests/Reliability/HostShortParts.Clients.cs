using System;
using System.Net;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.Reliability
{
    // The clients and what they ask.
    public static partial class HostShortParts
    {
        private static async Coroutine AskAsync(string operation)
        {
            bool isByTurns = operation == "HTTP gets by turns";

            using (HttpClient client = new HttpClient(isByTurns ? new HttpClientOptions { MaxConnections = 1 } : null))
            {
                string url = "http://" + MixedClients.Host + "/";

                if (operation == "HTTP get on a kept connection")
                {
                    await client.GetStringAsync(url + 3);
                }

                s_begin();

                try
                {
                    if (operation == "HTTP post")
                    {
                        HttpRequest request = new HttpRequest("POST", url);
                        request.SetBody("text/plain", new byte[5]);
                        await DropAsync(client.SendAsync(request));
                    }
                    else if (operation == "HTTP post in parts")
                    {
                        await DropAsync(client.SendAsync(new HttpRequest("POST", url) { Length = 6, Writer = WriteAsync }));
                    }
                    else if (operation == "HTTP events")
                    {
                        await ListenAsync(client, url + "events");
                    }
                    else if (operation == "HTTP events tried again")
                    {
                        await ListenOnAsync(client, url + "numbers");
                    }
                    else if (isByTurns)
                    {
                        await Coroutine.WhenAll(client.GetStringAsync(url + 100), client.GetStringAsync(url + 100));
                    }
                    else if (operation == "HTTP get that is led elsewhere")
                    {
                        Check((await client.GetStringAsync(url + "to/100")).Length > 0, "no answer");
                    }
                    else if (operation == "HTTP get that is cancelled")
                    {
                        await CancelAsync(client.GetStringAsync(url + 1000));
                    }
                    else
                    {
                        Check((await client.GetStringAsync(url + 100)).Length > 0, "no answer");
                    }
                }
                finally
                {
                    // What disposes of it has its memory back.
                    s_end();

                    if (isByTurns)
                    {
                        await RequirePlaceAsync(client, url);
                    }
                }
            }
        }

        private static async Coroutine RequirePlaceAsync(HttpClient client, string url)
        {
            try
            {
                await client.GetStringAsync(url + 100);
            }
            catch (TimeoutException)
            {
                Check(false, "no connection is free");
            }
        }

        private static async Coroutine DropAsync(Coroutine<HttpResponse> sending)
        {
            HttpResponse response = await sending;

            // What is the app's is the app's to dispose of.
            s_end();
            response.Dispose();
        }

        private static async Coroutine WriteAsync(HttpRequestBody body)
        {
            await body.WriteAsync("abc");
            await body.WriteAsync("def");
        }

        private static async Coroutine ListenAsync(HttpClient client, string url)
        {
            HttpEvents events = new HttpEvents(client, url) { RetryTime = 5 };

            try
            {
                Check(await events.NextAsync() == "first", "another event");
                Check(await events.NextAsync() == "second", "another event");
            }
            finally
            {
                s_end();
                events.Dispose();
            }
        }

        private static async Coroutine TalkAsync(string operation)
        {
            HttpServer server = null;

            if (operation == "WebSocket to itself")
            {
                server = new HttpServer(context => WebSocketServer.AcceptAsync(context, EchoAsync), IPAddress.Any, 90);
            }

            try
            {
                s_begin();

                if (operation == "WebSocket that is cancelled")
                {
                    await CancelAsync(SayAsync(MixedClients.Host, 81));
                }
                else
                {
                    await SayAsync(server == null ? MixedClients.Host : "127.0.0.1", server == null ? 81 : 90);
                }
            }
            finally
            {
                s_end();

                if (server != null)
                {
                    await server.CloseAsync(true);
                }
            }
        }

        private static async Coroutine SayAsync(string host, int port)
        {
            using (WebSocket socket = await WebSocketClient.ConnectAsync(host, port, "/"))
            {
                try
                {
                    await socket.SendAsync("hello");
                    string text = await socket.ReceiveTextAsync(100);
                    Check(s_mayFail || text == "hello", "another answer");
                    await socket.CloseAsync();
                }
                finally
                {
                    s_end();
                }
            }
        }

        private static async Coroutine EchoAsync(WebSocket socket)
        {
            for (string text; (text = await socket.ReceiveTextAsync(100)) != null;)
            {
                await socket.SendAsync(text);
            }
        }

        private static async Coroutine MessageAsync(string operation)
        {
            using (MqttClient client = new MqttClient(new MqttOptions(MixedClients.Host) { ClientId = "short", Port = operation == "MQTT receive" ? 1884 : operation == "MQTT connect again" ? 1885 : 0, MinReconnectDelay = 10, MaxReconnectDelay = 100 }))
            {
                try
                {
                    if (operation == "MQTT connect")
                    {
                        s_begin();
                    }

                    LastTask watch = new LastTask();
                    s_loop.Watch = watch;
                    await client.ConnectAsync();
                    s_loop.Watch = null;

                    if (operation == "MQTT publish")
                    {
                        s_begin();
                        await client.PublishAsync("t", "0", MqttQos.AtLeastOnce);
                    }
                    else if (operation == "MQTT subscribe")
                    {
                        s_begin();
                        await client.SubscribeAsync(new MqttSubscription("t"));
                    }
                    else if (operation == "MQTT receive")
                    {
                        MqttSubscription messages = new MqttSubscription("t", null, MqttQos.ExactlyOnce);
                        await client.SubscribeAsync(messages);
                        s_begin();

                        // The second comes when the first is released.
                        await TakeAsync(messages, "1");
                        await TakeAsync(messages, "2");
                    }
                    else if (operation == "MQTT connect again")
                    {
                        s_begin();
                        await PublishAsync(client);
                    }
                    else if (operation == "MQTT task that is cancelled")
                    {
                        await EndAsync(client, watch.Task);
                    }
                }
                finally
                {
                    s_end();
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
            s_begin();

            // Where memory was too short for the cancellation to arrive, the client goes on.
            while (!task.IsCompleted)
            {
                Retry(null, task);
                await PauseAsync(1);
            }

            try
            {
                await published.WaitAsync(Patience / 4);
                Check(s_mayFail, "it was acknowledged");
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

            s_end();

            try
            {
                await client.PublishAsync("t", "0", MqttQos.AtLeastOnce).WaitAsync(Patience / 4);
                Check(false, "it is not closed");
            }
            catch (ObjectDisposedException)
            {
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

        private static async Coroutine SecureAsync(string operation)
        {
            if (operation == "TLS client")
            {
                s_begin();
            }

            using (AsyncStream stream = await Tcp.OpenConnectionAsync(MixedClients.Host, 444, new TlsClientOptions(), 5000))
            {
                if (operation == "TLS line")
                {
                    s_begin();
                }

                try
                {
                    await stream.WriteAsync("inside\r\n");
                    string line = await stream.ReadLineAsync(100);
                    Check(s_mayFail || line == "inside", "another line");
                }
                finally
                {
                    s_end();
                }
            }
        }
    }
}
