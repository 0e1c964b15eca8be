using System;
using UAsyncio.Nano;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Fleet
{
    /// <summary>Listens to all devices, and counts. A device has one message under way at a time, so its numbers come in order.</summary>
    internal sealed class FleetMonitor
    {
        private readonly int[] _last = new int[Fleet.s_count];
        private readonly string _name = Fleet.s_topic + "-monitor-" + DateTime.UtcNow.Ticks;
        private readonly MqttClient _client;
        private MqttException _refusal;

        internal FleetMonitor()
        {
            // A session of this run's own, which mosquitto keeps over its restart: it does not if Clean Start was set.
            _client = new MqttClient(Options(cleanStart: false, sessionExpiry: 3600));
        }

        internal int Received { get; private set; }

        internal int Twice { get; private set; }

        internal int Lost { get; private set; }

        internal bool IsConnected { get; private set; }

        internal bool HasLeft { get; private set; }

        internal string Failure => (_refusal ?? _client.Failure)?.Message;

        internal bool IsRefused => (_refusal ?? _client.Failure) is MqttException refusal && refusal.IsFromBroker;

        internal void Start()
        {
            _client.Start();
            EventLoop.Current.CreateTask(RunAsync());
        }

        private async Coroutine RunAsync()
        {
            try
            {
                await _client.SubscribeAsync(new MqttSubscription(Fleet.s_topic + "/+/state", TakeAsync));
            }
            catch (MqttException refusal)
            {
                _refusal = refusal;
                return;
            }

            for (IsConnected = true; !Fleet.IsLeaving;)
            {
                await Coroutine.Delay(20);
            }

            _client.Dispose();
            await ForgetAsync();
            HasLeft = true;
        }

        // The broker would collect for the session what later fleets publish, for an hour: a new one, which ends with its connection, takes its place.
        private async Coroutine ForgetAsync()
        {
            MqttClient last = new MqttClient(Options(cleanStart: true, sessionExpiry: 0));

            try
            {
                await last.ConnectAsync();
                await last.DisconnectAsync();
            }
            catch (Exception)
            {
                // The broker is away: the session ends by itself.
            }
        }

        private MqttOptions Options(bool cleanStart, int sessionExpiry)
        {
            return new MqttOptions(Fleet.s_host)
            {
                Port = Fleet.s_port,
                Tls = Fleet.s_tls,
                UserName = Fleet.s_user,
                Password = Fleet.s_password,
                ClientId = _name,
                CleanStart = cleanStart,
                SessionExpiry = sessionExpiry,
                ReceiveMaximum = 1000,
                MinReconnectDelay = 100,
                MaxReconnectDelay = 1000,
            };
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
