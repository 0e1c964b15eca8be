using System;
using System.Collections.Concurrent;
using System.Net;
using System.Threading.Tasks;
using MQTTnet;
using MQTTnet.Server;
using Xunit;

namespace UAsyncio.Samples.Tests
{
    /// <summary>An MQTT broker (MQTTnet's) on a free port, which shows what is published.</summary>
    internal sealed class TestBroker : IAsyncDisposable
    {
        // Generous: a busy machine must not miss it.
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

        private readonly MqttServer _server;
        private readonly BlockingCollection<(string Topic, string? Text)> _published = [];

        private TestBroker(int port)
        {
            Port = port;
            _server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
                .WithDefaultEndpoint()
                .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
                .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
                .WithDefaultEndpointPort(port)
                .Build());
            _server.InterceptingPublishAsync += published =>
            {
                _published.Add((published.ApplicationMessage.Topic, published.ApplicationMessage.ConvertPayloadToString()));
                return Task.CompletedTask;
            };
        }

        public int Port { get; }

        public static async Task<TestBroker> StartAsync()
        {
            // The broker does not tell which port it got when it is asked for any.
            TestBroker broker = new(SampleRun.FreePort());
            await broker._server.StartAsync();
            return broker;
        }

        /// <summary>Waits for the next message to a topic.</summary>
        public async Task<string> NextAsync(string topic)
        {
            for (; ; )
            {
                (string Topic, string? Text) message = default;
                Assert.True(await Task.Run(() => _published.TryTake(out message, s_patience)), "nothing comes to " + topic);

                if (message.Topic == topic)
                {
                    return message.Text!;
                }
            }
        }

        /// <summary>Gives a message to those who have subscribed.</summary>
        public Task PublishAsync(string topic, string text)
        {
            MqttApplicationMessage message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(text).Build();
            return _server.InjectApplicationMessage(new InjectedMqttApplicationMessage(message));
        }

        public async ValueTask DisposeAsync()
        {
            await _server.StopAsync();
            _server.Dispose();
        }
    }
}
