using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Gpio;
using Xunit;

namespace UAsyncio.Boards.Device.Tests
{
    /// <summary>Each board's program as it would be flashed, with its board's limits.</summary>
    public sealed class ServingTests
    {
        private const int Esp32Led = 2;
        private const int Esp32Button = 0;
        private const int DiscoveryLed = (9 * 16) + 5;
        private const int DiscoveryButton = 0;

        public static TheoryData<string> Boards => ["Esp32", "Stm32"];

        [Theory]
        [MemberData(nameof(Boards))]
        public async Task Page_and_state_are_served_at_the_address_that_is_printed(string board)
        {
            using BoardApp app = StartBoard(board);
            Assert.Equal($"http://127.0.0.1:{app.Port}/", app.Url);
            using HttpClient client = new();
            string page = await client.GetStringAsync(app.Url, TestContext.Current.CancellationToken);
            Assert.StartsWith("<!DOCTYPE html>", page);
            Assert.Equal("VIRTUAL_DEVICE", (await StateAsync(client, app)).GetProperty("board").GetString());
        }

        [Theory]
        [MemberData(nameof(Boards))]
        public async Task Led_of_the_board_is_switched(string board)
        {
            using BoardApp app = StartBoard(board);
            using HttpClient client = new();
            int led = board == "Esp32" ? Esp32Led : DiscoveryLed;

            foreach (string state in (string[])["on", "off", "on"])
            {
                await SwitchLedAsync(client, app, state);
                Assert.Equal(state == "on", DevicePins.IsHigh(led));
            }
        }

        [Theory]
        [InlineData("Esp32", Esp32Button, Esp32Led, false)]
        [InlineData("Stm32", DiscoveryButton, DiscoveryLed, true)]
        public async Task Each_press_of_the_button_switches_the_led(string board, int button, int led, bool pressed)
        {
            using BoardApp app = StartBoard(board);
            using HttpClient client = new();
            await SwitchLedAsync(client, app, "off");

            for (int i = 0; i < 4; i++)
            {
                DevicePins.Drive(button, pressed);
                await WaitUntilAsync(() => DevicePins.IsHigh(led) == (i % 2 == 0));
                DevicePins.Drive(button, !pressed);

                // A release that is shorter than the debounce time is none.
                await WaitUntilAsync(() => !DevicePins.IsSettling(button));
            }

            DevicePins.Release(button);
        }

        [Theory]
        [MemberData(nameof(Boards))]
        public async Task More_clients_than_sockets_wait_and_are_all_served(string board)
        {
            using BoardApp app = StartBoard(board);
            Task<string>[] asked = Enumerable.Range(0, 30).Select(_ => AskAsync(app.Port)).ToArray();
            Assert.All(await Task.WhenAll(asked), reply => Assert.StartsWith("HTTP/1.1 200", reply));
            Assert.InRange(DeviceSockets.Peak, 1, board == "Esp32" ? 16 : 4);
        }

        [Theory]
        [InlineData("Esp32", "No Wi-Fi: status 4")]
        [InlineData("Stm32", "No Ethernet: status 4")]
        public void Without_a_network_it_says_so_and_makes_no_app(string board, string expected)
        {
            string lines = "";
            void Take(string line) => lines += line + "\n";
            VirtualDevice.Device.IsNetworkUp = false;
            VirtualDevice.Device.LineWritten += Take;

            try
            {
                Assert.Null(BoardApp.Start(board, connectTimeout: 100));
                Assert.Contains(expected + "\n", lines);
            }
            finally
            {
                VirtualDevice.Device.LineWritten -= Take;
                VirtualDevice.Device.Restart();
            }
        }

        private static BoardApp StartBoard(string board) => new(board, board == "Esp32" ? DevicePreset.Esp32 : DevicePreset.Stm32);

        private static async Task<JsonElement> StateAsync(HttpClient client, BoardApp app)
        {
            return await client.GetFromJsonAsync<JsonElement>(app.Url + "api/state", TestContext.Current.CancellationToken);
        }

        private static async Task SwitchLedAsync(HttpClient client, BoardApp app, string state)
        {
            using StringContent content = new("{\"led\":\"" + state + "\"}");
            using HttpResponseMessage reply = await client.PostAsync(app.Url + "api/led", content, TestContext.Current.CancellationToken);
            reply.EnsureSuccessStatusCode();
        }

        private static async Task<string> AskAsync(int port)
        {
            using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            await socket.SendAsync("GET /api/state HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            byte[] buffer = new byte[12];
            int count = 0;

            while (count < buffer.Length)
            {
                int more = await socket.ReceiveAsync(buffer.AsMemory(count), TestContext.Current.CancellationToken);
                Assert.NotEqual(0, more);
                count += more;
            }

            return System.Text.Encoding.ASCII.GetString(buffer);
        }

        private static async Task WaitUntilAsync(Func<bool> condition)
        {
            while (!condition())
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
    }
}
