using UAsyncio.Nano;
using UAsyncio.Nano.Mqtt;

namespace UAsyncio.Fleet
{
    /// <summary>One device: a name, a clock that goes a little wrong, and faults now and then; all by the seed.</summary>
    internal sealed class FleetDevice
    {
        private const int MsPerHour = 3600000;

        private readonly string _topic;
        private readonly int _period;
        private readonly FleetOptions _options;
        private MqttClient _client;
        private int _random;
        private int _earlier;

        internal FleetDevice(int number)
        {
            _random = Fleet.s_seed + 7919 * number;
            _topic = Fleet.s_topic + "/" + number + "/state";

            // Its clock is wrong by up to 100 ppm, and its period in ms is at least a second, so that this is nothing; what spreads devices is when they start.
            _period = Fleet.s_period + Fleet.s_period / 1000 * (Next(201) - 100) / 1000;
            _options = new FleetOptions(number);
            _client = new MqttClient(_options);
        }

        internal bool IsStarted { get; private set; }

        internal bool IsConnected => _client.IsConnected;

        internal int Connects => _earlier + _client.Connections;

        internal int Acknowledged { get; private set; }

        internal int WorstDelay { get; private set; }

        internal int Faults { get; private set; }

        internal int Refused { get; private set; }

        internal string Refusal { get; private set; }

        internal string Failure => _client.Failure?.Message;

        internal async Coroutine RunAsync()
        {
            // They were not switched on in the same second.
            await Coroutine.Delay(1 + Next(_period));

            if (Fleet.IsStopping)
            {
                return;
            }

            IsStarted = true;
            _client.Start();

            while (!Fleet.IsStopping)
            {
                await PublishAsync();
                await Coroutine.Delay(_period);

                if (Next(MsPerHour / _period) < Fleet.s_faults)
                {
                    await FailAsync(Next(3));
                }
            }
        }

        // What was refused has not taken its number: to who listens it would be a gap.
        private async Coroutine PublishAsync()
        {
            int start = EventLoop.Running.Ticks;

            try
            {
                await _client.PublishAsync(_topic, (Acknowledged + 1).ToString(), MqttQos.AtLeastOnce);
                Acknowledged++;
                int delay = EventLoop.Running.Ticks - start;
                WorstDelay = delay > WorstDelay ? delay : WorstDelay;
            }
            catch (MqttException refusal)
            {
                Refused++;
                Refusal = refusal.Message;
            }
        }

        private async Coroutine FailAsync(int kind)
        {
            Faults++;

            if (kind == 0)
            {
                // It restarts, without a farewell. The host counts at any time: each connection once.
                MqttClient old = _client;
                old.Dispose();
                await Coroutine.Delay(2000);
                _client = new MqttClient(_options);
                _earlier += old.Connections;
                _client.Start();
            }
            else if (kind == 1)
            {
                // The Wi-Fi is gone for a while.
                _options.Leave(1000 + Next(20000));
            }
            else
            {
                // The link is slow for a while: 50 bytes a second.
                _options.SlowDown(10000 + Next(20000));
            }
        }

        // Below the bound, by Knuth's generator.
        private int Next(int bound)
        {
            _random = 1664525 * _random + 1013904223;
            return (int)((uint)(_random >> 4 & 0x7FFFFFF) % (uint)(bound < 1 ? 1 : bound));
        }
    }
}
