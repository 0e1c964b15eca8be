using System;
using UAsyncio.Nano;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Fleet
{
    /// <summary>Listens to all devices, and counts. A device has one message under way at a time, so its numbers come in order.</summary>
    internal sealed class FleetMonitor
    {
        private readonly int[] _last = new int[Fleet.s_count];
        private readonly MqttClient _client;

        internal FleetMonitor()
        {
            _client = new MqttClient(new MqttOptions(Fleet.s_host)
            {
                Port = Fleet.s_port,
                Tls = Fleet.s_tls,
                UserName = Fleet.s_user,
                Password = Fleet.s_password,

                // A session of this run's own, which mosquitto keeps over its restart: it does not if Clean Start was set.
                ClientId = Fleet.s_topic + "-monitor-" + DateTime.UtcNow.Ticks,
                CleanStart = false,
                SessionExpiry = 3600,
                ReceiveMaximum = 1000,
                MinReconnectDelay = 100,
                MaxReconnectDelay = 1000,
            });
        }

        internal int Received { get; private set; }

        internal int Twice { get; private set; }

        internal int Lost { get; private set; }

        internal bool IsConnected { get; private set; }

        internal string Failure => _client.Failure?.Message;

        internal bool IsRefused => _client.Failure is MqttException refusal && refusal.IsFromBroker;

        internal void Start()
        {
            _client.Start();
            EventLoop.Current.CreateTask(SubscribeAsync());
        }

        private async Coroutine SubscribeAsync()
        {
            await _client.SubscribeAsync(new MqttSubscription(Fleet.s_topic + "/+/state", TakeAsync));
            IsConnected = true;
        }

        private Coroutine TakeAsync(MqttMessage message)
        {
            int start = Fleet.s_topic.Length + 1;
            int device = int.Parse(message.Topic.Substring(start, message.Topic.Length - start - 6));
            int number = int.Parse(message.Text);

            if (number <= _last[device])
            {
                Twice++;
            }
            else
            {
                Received++;
                Lost += number - _last[device] - 1;
                _last[device] = number;
            }

            return null;
        }
    }
}
