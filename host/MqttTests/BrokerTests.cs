using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.AspNetCore;
using MQTTnet.Server;
using Xunit;

namespace UAsyncio.MqttTests
{
    /// <summary>The client beside others at real brokers: mosquitto's programs, MQTTnet's client and server.</summary>
    public sealed class BrokerTests
    {
        [Theory]
        [InlineData(DeviceClient.V311, 0)]
        [InlineData(DeviceClient.V311, 2)]
        [InlineData(DeviceClient.V5, 1)]
        public void Mosquitto_sub_gets_what_the_device_publishes_and_the_device_what_mosquitto_pub_does(int version, int qos)
        {
            using Mosquitto broker = new();
            using DeviceClient device = new(broker.Port, "device", version);
            using Process sub = Run("mosquitto_sub", broker.Port, "-t", "state/#", "-q", qos.ToString(), "-v", "-C", "2");
            broker.UntilLogged("state/#");
            device.Subscribe("set/+", qos);
            device.PublishText("state/temperature", "21.5", qos);
            device.PublishText("state/\u00E4", "\u20AC", qos);
            Assert.Equal("state/temperature 21.5", sub.StandardOutput.ReadLine());
            Assert.Equal("state/\u00E4 \u20AC", sub.StandardOutput.ReadLine());

            using Process pub = Run("mosquitto_pub", broker.Port, "-t", "set/led", "-m", "on", "-q", qos.ToString());
            device.UntilReceived(1);
            Assert.Equal("set/led=on;", device.Received);
            device.Stop();
        }

        [Theory]
        [InlineData(DeviceClient.V311)]
        [InlineData(DeviceClient.V5)]
        public async Task MQTTnet_server_and_client_take_and_give_every_QoS(int version)
        {
            (MqttServer server, int port) = await StartServerAsync();
            using MqttServer ending = server;
            using DeviceClient device = new(port, "device", version);
            await using Peer peer = await Peer.ConnectAsync(port, filter: "up/#");
            device.Subscribe("down/#", 2);

            for (int qos = 0; qos < 3; qos++)
            {
                device.PublishText("up/" + qos, qos.ToString(), qos);
                await peer.PublishAsync("down/" + qos, qos.ToString(), qos);
            }

            peer.UntilReceived(3);
            device.UntilReceived(3);
            Assert.Equal([0, 1, 2], peer.Numbers.Order());
            Assert.Equal([0, 1, 2], peer.Received.Select(m => (int)m.QualityOfServiceLevel).Order());
            Assert.Equal([0, 1, 2], device.Numbers.Order());
            device.Stop();
        }

        [Fact]
        public async Task Will_is_published_when_the_device_is_gone_without_a_farewell_and_only_then()
        {
            using Mosquitto broker = new();
            await using Peer peer = await Peer.ConnectAsync(broker.Port, filter: "state");
            using DeviceClient polite = new(broker.Port, "polite", will: "state");
            polite.UntilConnected();
            polite.Stop();
            using DeviceClient crashed = new(broker.Port, "crashed", will: "state");
            crashed.UntilConnected();
            crashed.Stop(politely: false);
            peer.UntilReceived(1);
            await peer.PublishAsync("state", "last", 1);
            peer.UntilReceived(2);
            Assert.Equal(["gone", "last"], peer.Received.Select(m => m.ConvertPayloadToString()));
        }

        [Fact]
        public async Task Retained_messages_come_to_who_subscribes_later()
        {
            using Mosquitto broker = new();
            using DeviceClient device = new(broker.Port, "device");
            device.PublishText("state", "1", 1, retain: true);
            await using Peer peer = await Peer.ConnectAsync(broker.Port, filter: "state");
            peer.UntilReceived(1);
            Assert.True(peer.Received[0].Retain);
            await peer.PublishAsync("set", "2", 1, retain: true);
            device.Subscribe("set");
            device.UntilReceived(1);
            Assert.Equal("set=2;", device.Received);
            device.Stop();
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public void Over_WebSocket_all_is_as_over_TCP(bool withTls)
        {
            using Mosquitto broker = new(withTls, withWebSockets: true);
            using DeviceClient device = withTls
                ? new(broker.WebSocketPort, "device", authority: SystemTests.Tls.Certificates.Authority, certificate: SystemTests.Tls.Certificates.Client, path: "/mqtt")
                : new(broker.WebSocketPort, "device", path: "/mqtt");
            device.Subscribe("echo", 2);
            device.Publish("echo", 2, 50, tasks: 4);
            device.PublishText("echo", new string('1', 9) + new string(' ', 500), 1);
            device.UntilReceived(51);
            Assert.Equal([.. Enumerable.Range(0, 50), 111_111_111], device.Numbers.Order());
            device.Stop();
        }

        [Fact]
        public async Task Over_WebSocket_MQTTnet_in_a_web_server_takes_and_gives_every_QoS()
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddHostedMqttServer(options => options.WithoutDefaultEndpoint());
            builder.Services.AddMqttConnectionHandler();
            builder.Services.AddConnections();
            await using WebApplication server = builder.Build();
            server.MapMqtt("/mqtt");
            await server.StartAsync();
            using DeviceClient device = new(new Uri(server.Urls.Single()).Port, "device", path: "/mqtt");

            for (int qos = 0; qos < 3; qos++)
            {
                device.Subscribe("echo/" + qos, qos);
                device.PublishText("echo/" + qos, qos + new string(' ', 900), qos);
            }

            device.UntilReceived(3);
            Assert.Equal([0, 1, 2], device.Numbers.Order());
            device.Stop();
        }

        [Theory]
        [InlineData(DeviceClient.V311)]
        [InlineData(DeviceClient.V5)]
        public async Task Unsubscribed_filter_gets_no_more(int version)
        {
            using Mosquitto broker = new();
            using DeviceClient device = new(broker.Port, "device", version);
            await using Peer peer = await Peer.ConnectAsync(broker.Port);
            device.Subscribe("a/#", 1);
            device.Subscribe("b", 1);
            await peer.PublishAsync("a/1", "1", 1);
            device.UntilReceived(1);
            device.Unsubscribe("a/#");
            await peer.PublishAsync("a/1", "2", 1);
            await peer.PublishAsync("b", "3", 1);
            device.UntilReceived(2);
            Assert.Equal("a/1=1;b=3;", device.Received);
            device.Stop();
        }

        [Fact]
        public async Task Session_taken_over_by_another_client_ends_this_one_for_good()
        {
            // Mosquitto 2.0 closes the connection without a word: its clients cannot know why.
            (MqttServer server, int port) = await StartServerAsync();
            using MqttServer ending = server;
            using DeviceClient device = new(port, "twice");
            device.UntilConnected();
            await using Peer peer = await Peer.ConnectAsync(port, "twice");
            DeviceClient.Until(() => !device.IsConnected, "still connected");
            Assert.Equal(0x8E, device.FailureReason);
            Assert.Equal(1, device.Connections);
            await peer.PublishAsync("still", "here", 1);
            Assert.Equal(1, device.Connections);
        }

        [Fact]
        public void TLS_with_a_certificate_of_the_client_and_not_without()
        {
            using Mosquitto broker = new(withTls: true);
            using DeviceClient without = new(broker.Port, "without", authority: SystemTests.Tls.Certificates.Authority);
            DeviceClient.Until(() => without.FailureReason != 0, "did not fail");
            Assert.Equal(0, without.Connections);
            without.Stop(politely: false);
            using DeviceClient with = new(broker.Port, "with", authority: SystemTests.Tls.Certificates.Authority, certificate: SystemTests.Tls.Certificates.Client);
            with.Subscribe("echo", 2);
            with.PublishText("echo", "secret", 2);
            with.UntilReceived(1);
            Assert.Equal("echo=secret;", with.Received);
            with.Stop();
        }

        private static async Task<(MqttServer Server, int Port)> StartServerAsync()
        {
            for (int attempt = 0; ; attempt++)
            {
                using Socket free = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                free.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                int port = ((IPEndPoint)free.LocalEndPoint!).Port;
                free.Dispose();
                MqttServer server = new MqttServerFactory().CreateMqttServer(
                    new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointPort(port).Build());

                try
                {
                    await server.StartAsync();
                    return (server, port);
                }
                catch (SocketException) when (attempt < 5)
                {
                    server.Dispose();
                }
            }
        }

        private static Process Run(string program, int port, params string[] arguments)
        {
            return Process.Start(new ProcessStartInfo(Programs.Find(program), ["-p", port.ToString(), .. arguments]) { RedirectStandardOutput = true })!;
        }
    }
}
