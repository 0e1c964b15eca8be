using System;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Serving
{
    /// <summary>The demo at a broker: its values there, and the broker's commands here, while it serves.</summary>
    public sealed class BrokerTests
    {
        private const string Root = "uasyncio/000001/";

        [Theory]
        [InlineData("esp32")]
        [InlineData("stm32")]
        public async Task Values_come_to_the_broker_and_its_commands_switch_the_led_while_the_page_is_live(string preset)
        {
            int brokerPort = FreePort.Find();
            using Mosquitto broker = await Mosquitto.StartAsync(brokerPort);
            using Process sub = Mosquitto.Subscribe(brokerPort);
            await using (PcProgram program = Start(brokerPort, preset))
            {
                string url = (await program.UrlAsync())!;
                await Mosquitto.UntilLineAsync(sub, Root + "status online");
                await Mosquitto.UntilLineAsync(sub, Root + "led blink");
                await Mosquitto.UntilLineAsync(sub, Root + "temperature 2");

                // As a page does: one connection for the view, another for the button.
                using ClientWebSocket live = new();
                await live.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + "/api/live"), TestContext.Current.CancellationToken);
                await Mosquitto.PublishAsync(brokerPort, Root + "led/set", "on");
                await Mosquitto.UntilLineAsync(sub, Root + "led on");
                using HttpClient client = new() { Timeout = PcProgram.Patience };
                JsonElement state = await client.GetFromJsonAsync<JsonElement>(url + "/api/state", TestContext.Current.CancellationToken);
                Assert.Equal("connected", state.GetProperty("broker").GetString());
                Assert.True(state.GetProperty("led").GetBoolean());
                using HttpResponseMessage switched = await client.PostAsync(url + "/api/led", new StringContent("{\"led\":\"off\"}"), TestContext.Current.CancellationToken);
                Assert.True(switched.IsSuccessStatusCode);
                await Mosquitto.UntilLineAsync(sub, Root + "led off");
            }

            // It ends without a farewell: the broker says that it has gone.
            await Mosquitto.UntilLineAsync(sub, Root + "status offline");
            sub.Kill();
        }

        [Fact]
        public async Task Broker_that_has_kept_nothing_over_its_restart_is_told_all_again()
        {
            int brokerPort = FreePort.Find();
            Mosquitto broker = await Mosquitto.StartAsync(brokerPort);
            await using PcProgram program = Start(brokerPort);
            await UntilToldAsync(brokerPort);
            broker.Dispose();
            using Mosquitto restarted = await Mosquitto.StartAsync(brokerPort);
            await UntilToldAsync(brokerPort);
        }

        private static async Task UntilToldAsync(int brokerPort)
        {
            using Process sub = Mosquitto.Subscribe(brokerPort);
            await Mosquitto.UntilLineAsync(sub, Root + "led blink");
            sub.Kill();
        }

        internal static PcProgram Start(int brokerPort, string preset = "esp32")
        {
            return new PcProgram("--port", FreePort.Find().ToString(CultureInfo.InvariantCulture), "--preset", preset, "--broker", "127.0.0.1:" + brokerPort.ToString(CultureInfo.InvariantCulture));
        }
    }
}
