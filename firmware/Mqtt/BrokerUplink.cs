using System;
using System.Net.NetworkInformation;
using System.Text;
using UAsyncio.Nano;
using UAsyncio.Nano.Mqtt;

namespace Firmware.Mqtt
{
    /// <summary>
    /// Publishes to a broker, under uasyncio/ and the end of the device's hardware address: status (online, or offline, which is the will),
    /// temperature every few seconds, and led when it changes; led/set takes on, off and blink.
    /// </summary>
    public sealed class BrokerUplink : Uplink
    {
        private const int Period = 500;
        private const int PeriodsPerTemperature = 10;
        private const int AddressLength = 6;

        private readonly MqttOptions _options;
        private readonly string _root;
        private MqttClient _client;
        private Led _led;
        private EventLog _log;

        /// <summary>Makes one that does nothing yet.</summary>
        /// <param name="broker">The broker's name or address, and, behind a colon, its port; 1883 without.</param>
        public BrokerUplink(string broker)
        {
            byte[] address = NetworkInterface.GetAllNetworkInterfaces()[0].PhysicalAddress;
            string id = string.Empty;

            for (int i = AddressLength / 2; i < AddressLength; i++)
            {
                id += address[i].ToString("X2");
            }

            int colon = broker.IndexOf(':');
            _root = "uasyncio/" + id;
            _options = new MqttOptions(colon < 0 ? broker : broker.Substring(0, colon))
            {
                Port = colon < 0 ? 0 : int.Parse(broker.Substring(colon + 1)),
                ClientId = "uasyncio-" + id,
                Will = new MqttMessage(_root + "/status", Encoding.UTF8.GetBytes("offline"), MqttQos.AtLeastOnce, true),
                SendBufferSize = 128,
                MaxPacketSize = 128,
            };
        }

        /// <inheritdoc/>
        public override bool IsConnected => _client != null && _client.IsConnected;

        /// <inheritdoc/>
        public override async Coroutine RunAsync(Led led, Sensor sensor, EventLog log)
        {
            _led = led;
            _log = log;

            using (_client = new MqttClient(_options))
            {
                _client.Connected = _ => _log.Add("Broker connected");
                _client.Start();
                await TryAsync(_client.SubscribeAsync(new MqttSubscription(_root + "/led/set", SetLedAsync)));
                int connections = 0;
                string told = null;

                for (int i = 0; ; i++)
                {
                    if (connections != _client.Connections)
                    {
                        // The will has said that it is offline; and a broker that was restarted may have kept nothing.
                        connections = _client.Connections;
                        told = null;
                        await TryAsync(_client.PublishAsync(_root + "/status", "online", MqttQos.AtLeastOnce, true));
                    }

                    if (led.State != told)
                    {
                        told = led.State;
                        await TryAsync(_client.PublishAsync(_root + "/led", told, MqttQos.AtLeastOnce, true));
                    }

                    if (i % PeriodsPerTemperature == 0)
                    {
                        await _client.PublishAsync(_root + "/temperature", sensor.Text);
                    }

                    await Coroutine.Delay(Period);
                }
            }
        }

        // What the broker does not allow is not the end of the rest.
        private async Coroutine TryAsync(Awaitable asked)
        {
            try
            {
                await asked;
            }
            catch (MqttException exception)
            {
                _log.Add("The broker refused: " + exception.Message);
            }
        }

        private async Coroutine SetLedAsync(MqttMessage message)
        {
            string state = message.Text;
            _log.Add(_led.Tell(state) ? "LED " + state + ", by the broker" : "The broker said what no LED can do");
        }
    }
}
