using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace UAsyncio.MqttTests
{
    /// <summary>The other end: MQTTnet's client, which keeps what comes.</summary>
    internal sealed class Peer : IAsyncDisposable
    {
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

        private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
        private readonly ConcurrentQueue<MqttApplicationMessage> _received = new();

        private Peer()
        {
            _client.ApplicationMessageReceivedAsync += e =>
            {
                _received.Enqueue(e.ApplicationMessage);
                return Task.CompletedTask;
            };
        }

        public IReadOnlyList<MqttApplicationMessage> Received => [.. _received];

        /// <summary>The numbers that have come, in the order in which they came.</summary>
        public IEnumerable<int> Numbers => Received.Select(m => int.Parse(m.ConvertPayloadToString(), null));

        public static async Task<Peer> ConnectAsync(int port, string id = "peer", string? filter = null, int qos = 2)
        {
            Peer peer = new();
            await peer._client.ConnectAsync(new MqttClientOptionsBuilder()
                .WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId(id).WithCleanStart(false).WithSessionExpiryInterval(60).Build())
                .WaitAsync(s_limit);

            if (filter != null)
            {
                await peer._client.SubscribeAsync(filter, (MqttQualityOfServiceLevel)qos).WaitAsync(s_limit);
            }

            return peer;
        }

        public async Task PublishAsync(string topic, string text, int qos, bool retain = false)
        {
            await _client.PublishStringAsync(topic, text, (MqttQualityOfServiceLevel)qos, retain).WaitAsync(s_limit);
        }

        public async Task PublishAsync(string topic, byte[] payload, int qos)
        {
            await _client.PublishBinaryAsync(topic, payload, (MqttQualityOfServiceLevel)qos).WaitAsync(s_limit);
        }

        public void UntilReceived(int count) => DeviceClient.Until(() => _received.Count >= count, "did not come to the peer");

        public async ValueTask DisposeAsync()
        {
            if (_client.IsConnected)
            {
                await _client.DisconnectAsync();
            }

            _client.Dispose();
        }
    }
}
