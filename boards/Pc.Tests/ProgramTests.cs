using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests
{
    /// <summary>The program's command line and its end.</summary>
    public sealed class ProgramTests
    {
        [Theory]
        [InlineData(PcProgram.Interrupt)]
        [InlineData(PcProgram.Terminate)]
        public async Task Signal_stops_it_cleanly(int signal)
        {
            SkipOnWindows();
            await using PcProgram program = await StartAsync();
            program.Signal(signal);
            await AssertStoppedAsync(program);
        }

        [Theory]
        [InlineData(PcProgram.Interrupt)]
        [InlineData(PcProgram.Terminate)]
        public async Task Signal_stops_it_cleanly_while_clients_are_connected(int signal)
        {
            SkipOnWindows();
            await using PcProgram program = await StartAsync();
            int port = new Uri((await program.UrlAsync())!).Port;
            using HttpConnection silent = await HttpConnection.OpenAsync(port);
            using HttpConnection half = await HttpConnection.OpenAsync(port);
            using HttpConnection deaf = await HttpConnection.OpenAsync(port, receiveBuffer: 1);
            using HttpConnection refused = await HttpConnection.OpenAsync(port);
            using HttpConnection kept = await HttpConnection.OpenAsync(port);
            await half.SendAsync("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{");

            for (int i = 0; i < 30; i++)
            {
                await deaf.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            }

            await refused.SendAsync("nonsense\r\n\r\n");
            await kept.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            Assert.Equal(200, (await kept.ReceiveAsync()).Status);
            program.Signal(signal);
            await AssertStoppedAsync(program);
            Assert.Equal(string.Empty, await kept.ReceiveToEndAsync());
        }

        [Fact]
        public async Task Signals_one_after_the_other_are_as_good_as_one()
        {
            SkipOnWindows();
            await using PcProgram program = await StartAsync();

            for (int i = 0; i < 5; i++)
            {
                program.Signal(i % 2 == 0 ? PcProgram.Interrupt : PcProgram.Terminate);
            }

            await AssertStoppedAsync(program);
        }

        [Fact]
        public async Task Signal_at_any_moment_of_the_start_ends_it()
        {
            SkipOnWindows();

            for (int delay = 0; delay < 400; delay += 20)
            {
                await using PcProgram program = new("--port", FreePort.Find().ToString(CultureInfo.InvariantCulture));
                await Task.Delay(delay, TestContext.Current.CancellationToken);
                program.Signal(PcProgram.Terminate);

                // Before the program can listen to it, the signal kills.
                Assert.Contains(await program.EndAsync(), (int[])[0, 128 + PcProgram.Terminate]);
                Assert.Equal(string.Empty, program.Errors);
            }
        }

        [Fact]
        public async Task Port_is_free_again_at_once_after_the_end()
        {
            SkipOnWindows();
            string port = FreePort.Find().ToString(CultureInfo.InvariantCulture);

            for (int i = 0; i < 2; i++)
            {
                await using PcProgram program = new("--port", port);
                Assert.Equal("http://127.0.0.1:" + port, await program.UrlAsync());
                using HttpConnection connection = await HttpConnection.OpenAsync(int.Parse(port, CultureInfo.InvariantCulture));
                await connection.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                Assert.Equal(200, (await connection.ReceiveAsync()).Status);
                program.Signal(PcProgram.Terminate);
                await AssertStoppedAsync(program);
            }
        }

        [Fact]
        public async Task Port_in_use_is_said_in_one_line_with_exit_code_1()
        {
            using TcpListener listener = new(IPAddress.Any, 0);
            listener.Start();
            string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
            await using PcProgram program = new("--port", port);
            Assert.Null(await program.UrlAsync());
            Assert.Equal(1, await program.EndAsync());
            Assert.Equal($"Port {port} is in use: choose another with --port.\n", program.Errors);
            Assert.Equal(string.Empty, program.Output);
        }

        [Theory]
        [InlineData("--help")]
        [InlineData("-h")]
        public async Task Help_names_every_option(string option)
        {
            await using PcProgram program = new(option);
            Assert.Equal(0, await program.EndAsync());
            Assert.Contains("--port", program.Output);
            Assert.Contains("8080", program.Output);
            Assert.Contains("--preset", program.Output);
            Assert.Contains("--tls", program.Output);
            Assert.Contains("--broker", program.Output);
            Assert.Contains("8443", program.Output);
            Assert.Contains("esp32", program.Output);
            Assert.Contains("stm32", program.Output);
            Assert.Equal(string.Empty, program.Errors);
        }

        [Theory]
        [InlineData("--port 0", "1 to 65535")]
        [InlineData("--port 65536", "1 to 65535")]
        [InlineData("--port -1", "1 to 65535")]
        [InlineData("--port abc", "abc")]
        [InlineData("--port", "--port")]
        [InlineData("--tls --tls-port 0", "--tls-port takes a number from 1 to 65535")]
        [InlineData("--port 8443 --tls", "--port and --tls-port are the same")]
        [InlineData("--tls-port 9443", "--tls-port is the port for HTTPS, which --tls serves")]
        [InlineData("--preset= --tls", "--preset needs a value")]
        [InlineData("--broker --tls", "--broker needs a value, and --tls is an option")]
        [InlineData("--broker :1883", "--broker takes a name")]
        [InlineData("--broker 10.0.0.5:0", "--broker takes a name")]
        [InlineData("--broker 10.0.0.5:+80", "--broker takes a name")]
        [InlineData("--broker mqtt://10.0.0.5", "--broker takes a name")]
        [InlineData("--preset stm32 --tls --broker 10.0.0.5", "--tls and --broker are too much for an STM32")]
        [InlineData("--preset esp8266", "esp8266")]
        [InlineData("--script missing.json", "there is no file")]
        [InlineData("--nonsense", "--nonsense")]
        [InlineData("8080", "8080")]
        public async Task Wrong_argument_is_refused_with_exit_code_2_as_by_the_tool_and_named(string arguments, string named)
        {
            await using PcProgram program = new(arguments.Split(' '));
            Assert.Equal(2, await program.EndAsync());
            Assert.Contains(named, program.Errors);
            Assert.DoesNotContain("   at ", program.Errors);
            Assert.DoesNotContain("Listening", program.Output);
        }

        private static void SkipOnWindows()
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill on Windows.");
        }

        private static async Task<PcProgram> StartAsync()
        {
            for (int attempts = 0; ; attempts++)
            {
                PcProgram program = new("--port", FreePort.Find().ToString(CultureInfo.InvariantCulture));

                if (await program.UrlAsync() != null)
                {
                    return program;
                }

                string errors = program.Errors;
                await program.DisposeAsync();
                Assert.True(attempts < 5, errors);
            }
        }

        private static async Task AssertStoppedAsync(PcProgram program)
        {
            Assert.Equal(0, await program.EndAsync());
            Assert.EndsWith("\nStopped.\n", program.Output);
            Assert.Equal(string.Empty, program.Errors);
        }
    }
}
