using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Serving
{
    /// <summary>The demo app over HTTPS, by curl.</summary>
    public sealed class TlsTests
    {
        [Theory]
        [InlineData("esp32", "1.2")]
        [InlineData("esp32", "1.3")]
        [InlineData("stm32", "1.2")]
        [InlineData("stm32", "1.3")]
        public async Task Who_trusts_the_certificate_gets_the_page_and_switches_the_led(string preset, string version)
        {
            await using TlsProgram program = await TlsProgram.StartAsync(preset);
            string[] protocol = ["--cacert", program.Certificate, "--tlsv" + version, "--tls-max", version];
            (int code, string page) = await Curl.RunAsync([.. protocol, program.Url("127.0.0.1") + "/"]);
            Assert.True(code == 0, page);
            Assert.StartsWith("<!DOCTYPE html>", page);
            Assert.EndsWith("</html>", page.TrimEnd());

            // By name, twice over one connection.
            string url = program.Url("localhost") + "/api/led";
            (code, string states) = await Curl.RunAsync([.. protocol, "--resolve", $"localhost:{program.Port}:127.0.0.1", "--data", "{\"led\":\"on\"}", url, url]);
            Assert.True(code == 0, states);
            Assert.Equal(2, states.Split("\"led\":true,\"blink\":false").Length - 1);
        }

        [Fact]
        public async Task Who_does_not_trust_it_is_reported_and_the_next_one_is_served()
        {
            await using TlsProgram program = await TlsProgram.StartAsync("esp32");

            for (int i = 0; i < 5; i++)
            {
                Assert.Equal(Curl.NotTrusted, (await Curl.RunAsync(program.Url("127.0.0.1") + "/")).Code);
            }

            (int code, string state) = await Curl.RunAsync("--cacert", program.Certificate, program.Url("127.0.0.1") + "/api/state");
            Assert.True(code == 0, state);
            Assert.Equal(1, JsonDocument.Parse(state).RootElement.GetProperty("connections").GetInt32());
            Assert.Contains("TlsException", program.Output);
        }

        [Fact]
        public async Task Plain_HTTP_is_served_beside_it()
        {
            await using TlsProgram program = await TlsProgram.StartAsync("stm32");
            Assert.StartsWith("{\"board\"", (await Curl.RunAsync(program.PlainUrl + "/api/state")).Output);
            Assert.NotEqual(0, (await Curl.RunAsync(program.PlainUrl.Replace("http:", "https:", StringComparison.Ordinal))).Code);
            Assert.NotEqual(0, (await Curl.RunAsync(program.Url("127.0.0.1").Replace("https:", "http:", StringComparison.Ordinal))).Code);
            Assert.StartsWith("{\"board\"", (await Curl.RunAsync(program.PlainUrl + "/api/state")).Output);
        }

        [Fact]
        public async Task Certificate_is_made_once_and_its_key_is_for_its_owner_alone()
        {
            await using TlsProgram first = await TlsProgram.StartAsync("esp32");
            string made = await File.ReadAllTextAsync(first.Certificate, TestContext.Current.CancellationToken);
            await using TlsProgram second = await TlsProgram.StartAsync("esp32");
            Assert.Equal(made, await File.ReadAllTextAsync(second.Certificate, TestContext.Current.CancellationToken));
            Assert.DoesNotContain("PRIVATE", made);

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.ChangeExtension(first.Certificate, "key")));
            }
        }
    }
}
