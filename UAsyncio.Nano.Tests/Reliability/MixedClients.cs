using System;
using System.Text;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Http.Client;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>The clients of the mixed program; the host serves them.</summary>
    internal sealed class MixedClients
    {
        public const string Host = "peer.test";

        private const int Pause = 700;
        private const int Patience = 20000;

        private readonly HttpClient _http = new HttpClient();
        private readonly MqttClient _mqtt;
        private int _turn;
        private int _last = -1;

        private delegate Coroutine Attempt();

        public MixedClients()
        {
            _mqtt = new MqttClient(new MqttOptions(Host) { ClientId = "mixed", KeepAlive = 10, MaxReconnectDelay = 4000 });
            _mqtt.Start();
            HostMixedProgram.Add(RepeatAsync(AskNextAsync));
            HostMixedProgram.Add(RepeatAsync(TalkOnceAsync));
            HostMixedProgram.Add(RepeatAsync(SecureOnceAsync));
            HostMixedProgram.Add(SubscribeAsync());
            HostMixedProgram.Add(PublishAsync());
        }

        public async Coroutine CloseAsync()
        {
            _http.Dispose();
            await _mqtt.DisconnectAsync();
        }

        private static async Coroutine RepeatAsync(Attempt attempt)
        {
            for (; ; )
            {
                await TryAsync(attempt);
            }
        }

        // What the network does to it is waited out.
        private static async Coroutine<bool> TryAsync(Attempt attempt)
        {
            try
            {
                await attempt();
                return true;
            }
            catch (Exception exception) when (!(exception is CanceledException) && HostMixedProgram.IsExpected(exception))
            {
                await Coroutine.Delay(Pause);
                return false;
            }
        }

        private async Coroutine AskNextAsync()
        {
            int turn = _turn;
            _turn++;
            await AskOnceAsync(turn * 37 % 3000, turn % 3 == 0);
            HostMixedProgram.Done(MixedPart.HttpClient);
            await Coroutine.Delay(Pause);
        }

        private async Coroutine AskOnceAsync(int length, bool posts)
        {
            HttpRequest request = new HttpRequest(posts ? "POST" : "GET", "http://" + Host + "/" + length);
            byte[] expected = Bodies.OfLength(length);

            if (posts)
            {
                request.SetBody("text/plain", expected);
            }

            using (HttpResponse response = await _http.SendAsync(request))
            {
                byte[] body = await response.Body.ReadToEndAsync(4096);
                bool same = response.StatusCode == 200 && body.Length == length;

                for (int i = 0; same && i < length; i++)
                {
                    same = body[i] == expected[i];
                }

                if (!same)
                {
                    HostMixedProgram.Fail("HTTP client: " + response.StatusCode + ", " + body.Length + " bytes of " + length);
                }
            }
        }

        private async Coroutine TalkOnceAsync()
        {
            using (WebSocket socket = await WebSocketClient.ConnectAsync(Host, 81, "/"))
            {
                for (int i = 0; i < 5; i++)
                {
                    string text = i + new string('.', 20 * i);
                    await socket.SendAsync(text).WaitAsync(Patience);
                    string back = await socket.ReceiveTextAsync(500).WaitAsync(Patience);

                    if (back != null && back != text)
                    {
                        HostMixedProgram.Fail("WebSocket client: " + back + " in the place of " + text);
                    }

                    HostMixedProgram.Done(MixedPart.WebSocketClient);
                    await Coroutine.Delay(Pause);
                }

                await socket.CloseAsync();
            }
        }

        private async Coroutine SecureOnceAsync()
        {
            using (AsyncStream stream = await Tcp.OpenConnectionAsync(Host, 444, new TlsClientOptions(), Patience))
            {
                for (int i = 0; i < 3; i++)
                {
                    await stream.WriteAsync(i + " inside\r\n").WaitAsync(Patience);
                    string line = await stream.ReadLineAsync(100).WaitAsync(Patience);

                    if (line == i + " inside")
                    {
                        HostMixedProgram.Done(MixedPart.TlsClient);
                    }
                    else if (line != null)
                    {
                        HostMixedProgram.Fail("TLS client: " + line);
                    }

                    await Coroutine.Delay(Pause);
                }
            }
        }

        private async Coroutine SubscribeAsync()
        {
            while (!await TryAsync(SubscribeOnceAsync))
            {
            }
        }

        private async Coroutine SubscribeOnceAsync()
        {
            await _mqtt.SubscribeAsync(new MqttSubscription("numbers", TakeAsync, MqttQos.AtLeastOnce)).WaitAsync(Patience);
        }

        // What is not acknowledged comes again; nothing comes before what was published earlier.
        private async Coroutine TakeAsync(MqttMessage message)
        {
            int number = int.Parse(message.Text);

            if (number < _last)
            {
                HostMixedProgram.Fail("MQTT: " + number + " came after " + _last);
            }

            _last = number;
            HostMixedProgram.Done(MixedPart.Received);
            await Coroutine.Yield();
        }

        private async Coroutine PublishAsync()
        {
            for (int i = 0; ; i++)
            {
                await _mqtt.PublishAsync("numbers", i.ToString(), MqttQos.AtLeastOnce);
                HostMixedProgram.Done(MixedPart.Published);
                await Coroutine.Delay(Pause);
            }
        }
    }
}
