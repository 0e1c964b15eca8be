using System;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using UAsyncio.Nano.Mqtt;
using UAsyncio.Nano.Mqtt.WebSockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Mqtt
{
    /// <summary>A client on a device thread whose broker is the host's: it is played by reflection, one call after the other.</summary>
    public sealed class HostMqttClient
    {
        private readonly MqttOptions _options;
        private readonly AutoResetEvent _ready = new AutoResetEvent(false);
        private readonly object _lock = new object();
        private readonly Thread _thread;
        private readonly string _filter;
        private readonly string _answers;
        private EventLoop _loop;
        private MqttClient _client;
        private string _failure;
        private string _received = string.Empty;
        private int _receivedCount;
        private int _receivedBytes;
        private int _done;
        private int _next;
        private int _count;
        private int _qos;
        private string _topic;

        /// <summary>Starts one that connects until it succeeds. What it subscribes to before that it misses nothing of, and, if it is to, answers each message.</summary>
        public HostMqttClient(int port, int version, string clientId, int keepAlive, bool cleanStart, string willTopic, string authority, string certificate, string key, string path, string filter, string answers)
        {
            _options = path == null ? new MqttOptions("127.0.0.1") : new MqttWebSocketOptions("127.0.0.1") { Path = path };
            _options.Port = port;
            _options.Version = (MqttVersion)version;
            _options.ClientId = clientId;
            _options.KeepAlive = keepAlive;
            _options.CleanStart = cleanStart;
            _options.MinReconnectDelay = 20;
            _options.MaxReconnectDelay = 200;
            _options.ConnectTimeout = 5000;
            _options.Will = willTopic == null ? null : new MqttMessage(willTopic, Encoding.UTF8.GetBytes("gone"), MqttQos.AtLeastOnce);

            _filter = filter;
            _answers = answers;

            if (authority != null)
            {
                _options.Tls = new TlsClientOptions
                {
                    CertificateAuthority = new X509Certificate(authority),
                    Certificate = certificate == null ? null : new X509Certificate2(certificate, key, string.Empty),
                };
            }

            _thread = new Thread(Run);
            _thread.Start();
            _ready.WaitOne();
        }

        /// <summary>How often it has connected.</summary>
        public int Connections => _client.Connections;

        /// <summary>Whether it is connected.</summary>
        public bool IsConnected => _client.IsConnected;

        /// <summary>The reason of the last failure; 0 for none, -100 for one that is not the protocol's.</summary>
        public int FailureReason => _client.Failure == null ? 0 : _client.Failure is MqttException ? (int)((MqttException)_client.Failure).Reason : -100;

        /// <summary>The client itself, to be measured.</summary>
        public object Client => _client;

        /// <summary>How many messages of <see cref="Publish"/> are acknowledged.</summary>
        public int Published => _done;

        /// <summary>How many messages have come.</summary>
        public int ReceivedCount => _receivedCount;

        /// <summary>How many bytes of streams have come, each as it should be.</summary>
        public int ReceivedBytes => _receivedBytes;

        /// <summary>What has come, as "topic=text;" by turns.</summary>
        public string Received
        {
            get
            {
                lock (_lock)
                {
                    return _received;
                }
            }
        }

        /// <summary>Subscribes and waits for it: what comes is kept, or, with streams, counted.</summary>
        public void Subscribe(string filter, int qos, bool streams)
        {
            MqttSubscription subscription = new MqttSubscription(filter, streams ? TakeStreamAsync : KeepAsync, (MqttQos)qos) { TakesStreams = streams };
            Call(() => SubscribeAsync(subscription));
        }

        /// <summary>Ends a subscription and waits for it.</summary>
        public void Unsubscribe(string filter)
        {
            MqttSubscription subscription = new MqttSubscription(filter);
            Call(() => UnsubscribeAsync(subscription));
        }

        /// <summary>Subscribes and waits for it: what comes is read as a sequence, and counted.</summary>
        public void SubscribeSequence(string filter, int qos)
        {
            MqttSubscription subscription = new MqttSubscription(filter, null, (MqttQos)qos);
            Call(() => SubscribeAsync(subscription));
            _loop.Post(state => _loop.CreateTask(ReadAsync(subscription)));
        }

        /// <summary>Publishes the numbers from 0 on, as text, by several tasks, each of which waits for its acknowledgement; does not wait itself.</summary>
        public void Publish(string topic, int qos, int count, int tasks)
        {
            _topic = topic;
            _qos = qos;
            _count = count;
            _next = 0;
            _done = 0;

            for (int i = 0; i < tasks; i++)
            {
                _loop.Post(state => _loop.CreateTask(PublishAsync()));
            }
        }

        /// <summary>Publishes one text and waits for it.</summary>
        public void PublishText(string topic, string text, int qos, bool retain)
        {
            Call(() => PublishTextAsync(topic, text, qos, retain));
        }

        /// <summary>Ends it: with a farewell, or as a crash does.</summary>
        /// <returns>What went wrong; null for nothing.</returns>
        public string Stop(bool politely)
        {
            _loop.Post(state => _loop.CreateTask(StopAsync(politely)));
            _thread.Join();
            return _failure;
        }

        private void Run()
        {
            _loop = new EventLoop(32, 32);
            int slots = _loop.FreeSlots;
            int timers = _loop.FreeTimers;

            try
            {
                _loop.ExceptionHandler = (task, exception) => _failure = exception.GetType().FullName + ": " + exception.Message;
                _client = new MqttClient(_options);
                Awaitable subscribing = _filter == null ? null : _client.SubscribeAsync(new MqttSubscription(_filter, KeepAsync, MqttQos.ExactlyOnce));
                _client.Start();
                _ready.Set();
                _loop.RunForever();

                if (_loop.FreeSlots != slots || _loop.FreeTimers != timers)
                {
                    _failure = "slots or timers are still taken";
                }
            }
            catch (Exception exception)
            {
                _failure = exception.GetType().FullName + ": " + exception.Message;
                _ready.Set();
            }
            finally
            {
                _loop.Close();
            }
        }

        private void Call(CoroutineFactory factory)
        {
            AutoResetEvent done = new AutoResetEvent(false);
            _loop.Post(state => _loop.CreateTask(CallAsync(factory, done)));
            done.WaitOne();
        }

        private static async Coroutine CallAsync(CoroutineFactory factory, AutoResetEvent done)
        {
            try
            {
                await factory();
            }
            finally
            {
                done.Set();
            }
        }

        private async Coroutine SubscribeAsync(MqttSubscription subscription)
        {
            await _client.SubscribeAsync(subscription);
        }

        private async Coroutine UnsubscribeAsync(MqttSubscription subscription)
        {
            await _client.UnsubscribeAsync(subscription);
        }

        private async Coroutine PublishTextAsync(string topic, string text, int qos, bool retain)
        {
            await _client.PublishAsync(topic, text, (MqttQos)qos, retain);
        }

        private async Coroutine StopAsync(bool politely)
        {
            if (politely)
            {
                await _client.DisconnectAsync();
            }

            _client.Dispose();
            await Coroutine.Delay(20);
            _loop.Stop();
        }

        private async Coroutine PublishAsync()
        {
            while (_next < _count)
            {
                await _client.PublishAsync(_topic, _next++.ToString(), (MqttQos)_qos);
                _done++;
            }
        }

        private async Coroutine KeepAsync(MqttMessage message)
        {
            await Coroutine.Yield();

            if (_answers != null)
            {
                await _client.PublishAsync(_answers, message.Payload, MqttQos.AtLeastOnce);
            }

            lock (_lock)
            {
                _received += message.Topic + "=" + message.Text + ";";
            }

            _receivedCount++;
        }

        private async Coroutine ReadAsync(MqttSubscription subscription)
        {
            while (await subscription.ReadAsync() != null)
            {
                _receivedCount++;
            }
        }

        private async Coroutine TakeStreamAsync(MqttMessage message)
        {
            byte[] part = new byte[1024];
            int read;
            int at = 0;

            while ((read = await message.ReadAsync(part, 0, part.Length)) > 0)
            {
                for (int i = 0; i < read; i++, at++)
                {
                    if (part[i] != (byte)(at % 251))
                    {
                        throw new Exception("byte " + at);
                    }
                }

                _receivedBytes += read;
            }

            _receivedCount++;
        }
    }
}
