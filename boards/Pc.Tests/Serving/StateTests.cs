using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Serving
{
    public sealed class StateTests(RunningDevice device) : IClassFixture<RunningDevice>
    {
        [Fact]
        public async Task State_is_json_with_every_field_in_its_type()
        {
            HttpReply reply = await device.AskAsync("GET /api/state HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal(200, reply.Status);
            Assert.Equal("application/json", reply["Content-Type"]);
            using JsonDocument document = JsonDocument.Parse(reply.Body);
            List<string> fields = [];

            foreach (JsonProperty field in document.RootElement.EnumerateObject())
            {
                fields.Add(field.Name + " " + (field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : field.Value.ValueKind));
            }

            Assert.Equal(
                [
                    "board String", "network String", "uptime Number", "freeSlots Number", "freeTimers Number", "heap Number", "late Number", "passes Number", "requests Number",
                    "lost Number", "connections Number", "broker String", "led Boolean", "blink Boolean", "sensor Number", "events Array",
                ],
                fields);
        }

        [Fact]
        public async Task Tasks_are_listed_with_what_they_wait_for_and_their_turns()
        {
            HttpReply reply = await device.AskAsync("GET /api/tasks HTTP/1.1\r\nHost: a\r\n\r\n");
            using JsonDocument document = JsonDocument.Parse(reply.Body);
            string[] tasks = [.. document.RootElement.EnumerateArray().Select(t => t[0].GetString() + ": " + t[1].GetString())];
            Assert.Contains(tasks, t => t is "health: delay" or "health: ready");
            Assert.Contains(tasks, t => t is "sensor: delay" or "sensor: ready");
            Assert.Contains("ServeAsync: runs", tasks);
            Assert.Contains(tasks, t => t.StartsWith("AcceptAsync: accept 0.0.0.0:", StringComparison.Ordinal));
            Assert.All(document.RootElement.EnumerateArray(), t => Assert.True(t[2].GetInt32() >= 0 && t[3].GetInt32() >= 0));
        }

        [Fact]
        public async Task State_values_are_plausible_and_go_on()
        {
            DeviceState first = await device.StateAsync();
            await Task.Delay(30, TestContext.Current.CancellationToken);
            DeviceState second = await device.StateAsync();
            Assert.Contains("esp32", first.Board);
            Assert.InRange(first.Sensor, 19.9, 26.1);
            Assert.InRange(first.FreeSlots, 1, 16);
            Assert.InRange(first.FreeTimers, 1, 16);
            Assert.True(second.Uptime > first.Uptime);
            Assert.True(second.Requests > first.Requests);
        }

        [Fact]
        public async Task Open_connections_are_counted_and_go_back()
        {
            using (HttpConnection first = await HttpConnection.OpenAsync(device.Port))
            {
                using HttpConnection second = await HttpConnection.OpenAsync(device.Port);
                await first.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                await first.ReceiveAsync();
                await second.SendAsync("GET /api/state HTTP/1.1\r\nHost: a\r\n\r\n");
                Assert.InRange(DeviceState.Parse((await second.ReceiveAsync()).Body).Connections, 2, 8);
            }

            await device.AssertNothingLeftAsync();
        }

        [Fact]
        public async Task Led_is_switched_on_off_and_to_blinking()
        {
            using HttpClient client = new() { BaseAddress = device.Url, Timeout = PcProgram.Patience };

            foreach (string value in (string[])["on", "off", "on", "blink", "off", "blink"])
            {
                using StringContent content = new("{\"led\":\"" + value + "\"}", Encoding.UTF8, "application/json");
                using HttpResponseMessage response = await client.PostAsync("/api/led", content, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                DeviceState answer = DeviceState.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                DeviceState after = await device.StateAsync();
                Assert.Equal(value == "blink", answer.Blink);
                Assert.Equal(value == "blink", after.Blink);

                if (value != "blink")
                {
                    Assert.Equal(value == "on", answer.Led);
                    Assert.Equal(value == "on", after.Led);
                }
            }
        }

        [Fact]
        public async Task Led_blinks_when_told_to()
        {
            await PostLedAsync("{\"led\":\"blink\"}");
            DateTime deadline = DateTime.UtcNow + PcProgram.Patience;
            HashSet<bool> seen = [];

            while (seen.Count < 2)
            {
                seen.Add((await device.StateAsync()).Led);
                Assert.True(DateTime.UtcNow < deadline);
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }

        [Fact]
        public async Task Led_keeps_its_state_until_it_is_told_another()
        {
            await PostLedAsync("{\"led\":\"on\"}");

            // Two half periods of the blinking and some.
            for (int i = 0; i < 12; i++)
            {
                Assert.True((await device.StateAsync()).Led);
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        [Theory]
        [InlineData("")]
        [InlineData("{}")]
        [InlineData("nonsense")]
        [InlineData("{\"led\":1}")]
        [InlineData("{\"led\":\"purple\"}")]
        [InlineData("{\"lamp\":\"on\"}")]
        [InlineData("\0\0\0\0")]
        [InlineData("\u00ff\u00fe{\u0080\u00c3(")]
        public async Task Body_that_switches_nothing_is_answered_by_400_and_changes_nothing(string body)
        {
            await PostLedAsync("{\"led\":\"on\"}");
            HttpReply reply = await PostLedAsync(body);
            Assert.Equal(400, reply.Status);
            DeviceState state = await device.StateAsync();
            Assert.True(state.Led);
            Assert.False(state.Blink);
        }

        [Fact]
        public async Task Body_of_the_largest_size_is_taken()
        {
            HttpReply reply = await PostLedAsync("{\"led\":\"off\"}".PadRight(4096));
            Assert.Equal(200, reply.Status);
            Assert.True(reply.KeepsAlive);
            Assert.False(DeviceState.Parse(reply.Body).Led);
        }

        private Task<HttpReply> PostLedAsync(string body)
        {
            return device.AskAsync("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.Length + "\r\n\r\n" + body);
        }
    }
}
