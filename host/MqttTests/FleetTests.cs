using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using UAsyncio.SystemTests.Tls;
using Xunit;

namespace UAsyncio.MqttTests
{
    /// <summary>The tool's command fleet, with few devices.</summary>
    public sealed class FleetTests
    {
        private const int Count = 40;

        [Fact]
        public async Task Restart_of_the_broker_under_a_fleet_loses_no_message()
        {
            using Mosquitto broker = new(persists: true);
            using Process fleet = Start("--count", Count.ToString(CultureInfo.InvariantCulture), "--broker", "127.0.0.1:" + broker.Port, "--period", "1", "--duration", "8", "--faults", "60");
            string output = await UntilLineAsync(fleet, "connected " + Count);
            broker.TerminateAndRestart();
            output += await fleet.StandardOutput.ReadToEndAsync();
            await fleet.WaitForExitAsync();
            Assert.True(fleet.ExitCode == 0, output);
            Assert.Contains(" 0 lost", output);
            string summary = output.Split('\n').Single(line => line.StartsWith(Count + " devices", StringComparison.Ordinal));
            int reconnects = int.Parse(summary.Split("; ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
            Assert.True(reconnects >= Count, summary);
        }

        [Fact]
        public async Task Over_TLS_all_is_as_over_TCP()
        {
            using Mosquitto broker = new(withTls: true);
            using Process fleet = Start(
                "--count", "10", "--broker", "mqtts://127.0.0.1:" + broker.Port, "--period", "1", "--duration", "3",
                "--ca-file", broker.PathOf(Certificates.Authority), "--cert-file", broker.PathOf(Certificates.Client), "--key-file", broker.PathOfKey(Certificates.Client));
            string output = await fleet.StandardOutput.ReadToEndAsync();
            await fleet.WaitForExitAsync();
            Assert.True(fleet.ExitCode == 0, output + await fleet.StandardError.ReadToEndAsync());
            Assert.Contains(" 0 lost", output);
            Assert.DoesNotContain("10 devices: 0 messages", output);
        }

        [Theory]
        [InlineData("127.0.0.1", false, true, "Nobody who is trusted has signed the certificate")]
        [InlineData("localhost", true, true, "is not for localhost: it is for device.test, 127.0.0.1")]
        [InlineData("127.0.0.1", true, false, "Where it wants a certificate of the devices")]
        public async Task Broker_with_which_devices_could_not_shake_hands_is_told_before_they_try(string host, bool isTrusted, bool hasOwn, string said)
        {
            using Mosquitto broker = new(withTls: true);
            string[] own = hasOwn ? ["--cert-file", broker.PathOf(Certificates.Client), "--key-file", broker.PathOfKey(Certificates.Client)] : [];
            using Process fleet = Start(["--broker", $"mqtts://{host}:{broker.Port}", "--ca-file", broker.PathOf(isTrusted ? Certificates.Authority : Certificates.Stranger), .. own]);
            string error = await fleet.StandardError.ReadToEndAsync();
            await fleet.WaitForExitAsync();
            Assert.Equal(1, fleet.ExitCode);
            Assert.Contains(said, error);
        }

        [Fact]
        public async Task Broker_whose_certificate_is_for_clients_is_told_too()
        {
            using Mosquitto broker = new(withTls: true, certificate: Certificates.ServerForClients);
            using Process fleet = Start(
                "--broker", "mqtts://127.0.0.1:" + broker.Port,
                "--ca-file", broker.PathOf(Certificates.Authority), "--cert-file", broker.PathOf(Certificates.Client), "--key-file", broker.PathOfKey(Certificates.Client));
            string error = await fleet.StandardError.ReadToEndAsync();
            await fleet.WaitForExitAsync();
            Assert.Equal(1, fleet.ExitCode);
            Assert.Contains("is not one of a server", error);
        }

        [Fact]
        public async Task Ctrl_C_does_not_wait_for_a_broker_that_has_gone()
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send.");
            using Mosquitto broker = new();
            using Process fleet = Start("--count", "10", "--broker", "127.0.0.1:" + broker.Port, "--period", "1");
            string output = await UntilLineAsync(fleet, "connected 10");
            broker.Terminate();
            output += await UntilLineAsync(fleet, "connected 0");
            Mosquitto.AskToEnd(fleet);
            Task<string> rest = fleet.StandardOutput.ReadToEndAsync();

            // Without Ctrl+C it has a minute and a half.
            await fleet.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(45));
            output += await rest;
            Assert.Contains("for 10 devices that are not connected: 3 s at the most", output);
            Assert.Contains("\n10 devices are not connected (", output);
            Assert.Equal(0, fleet.ExitCode);
        }

        [Fact]
        public async Task Broker_that_takes_no_message_is_told_with_its_reason()
        {
            using Mosquitto broker = new(accessList: "topic read #\n");
            using Process fleet = Start("--count", "5", "--broker", "127.0.0.1:" + broker.Port, "--period", "1", "--duration", "3");
            string output = await fleet.StandardOutput.ReadToEndAsync();
            await fleet.WaitForExitAsync();
            Assert.Contains(" 0 messages acknowledged, 0 seen, 0 lost", output);
            Assert.Matches("The broker has refused [1-9][0-9]* messages \\(MQTT: not authorized\\)", output);
            Assert.Equal(1, fleet.ExitCode);
        }

        [Fact]
        public async Task Nothing_is_left_at_the_broker_that_collects_what_later_fleets_publish()
        {
            using Mosquitto broker = new();
            await using Peer peer = await Peer.ConnectAsync(broker.Port, filter: "$SYS/broker/subscriptions/count");
            using Process fleet = Start("--count", "2", "--broker", "127.0.0.1:" + broker.Port, "--period", "1");
            await UntilLineAsync(fleet, "connected 2");
            DeviceClient.Until(() => peer.Numbers.LastOrDefault() == 2, "is not the number of subscriptions");
            Mosquitto.AskToEnd(fleet);
            await fleet.StandardOutput.ReadToEndAsync();
            await fleet.WaitForExitAsync();
            DeviceClient.Until(() => peer.Numbers.LastOrDefault() == 1, "is not the number of subscriptions");
        }

        [Theory]
        [InlineData("--broker", "127.0.0.1:0", "--broker takes")]
        [InlineData("--broker", ":1883", "--broker takes")]
        [InlineData("--count", "0", "--count takes a number from 1 to")]
        [InlineData("--topic", "a/b", "--topic takes one level")]
        public async Task Wrong_argument_is_named(string option, string value, string said)
        {
            string[] arguments = option == "--broker" ? [option, value] : [option, value, "--broker", "127.0.0.1"];
            using Process fleet = Start(arguments);
            string error = await fleet.StandardError.ReadToEndAsync();
            await fleet.WaitForExitAsync();
            Assert.NotEqual(0, fleet.ExitCode);
            Assert.Contains(said, error);
        }

        private static Process Start(params string[] arguments)
        {
            string tool = typeof(FleetTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Tool").Value!;
            return Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [tool, "fleet", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }

        private static async Task<string> UntilLineAsync(Process process, string text)
        {
            string all = string.Empty;

            for (; ; )
            {
                string? line = await process.StandardOutput.ReadLineAsync();
                Assert.True(line != null, all);
                all += line + "\n";

                if (line.StartsWith(text, StringComparison.Ordinal))
                {
                    return all;
                }
            }
        }
    }
}
