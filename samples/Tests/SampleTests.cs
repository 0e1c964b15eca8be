using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Script;
using Xunit;

namespace UAsyncio.Samples.Tests
{
    /// <summary>Each sample does what its first lines say.</summary>
    public sealed class SampleTests
    {
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

        [Fact]
        public async Task Greeter_is_the_program_of_the_first_page_and_greets()
        {
            string source = await File.ReadAllTextAsync(Path.Combine(SampleRun.Folder, "Greeter", "Program.cs"));
            Assert.Contains("```csharp\n" + source + "```", await File.ReadAllTextAsync(Path.Combine(SampleRun.Folder, "..", "README.md")));
            TaskCompletionSource<int> listening = new();
            Device.PortMap = port =>
            {
                int free = SampleRun.FreePort();
                listening.TrySetResult(free);
                return free;
            };

            try
            {
                using SampleRun sample = new("Greeter");
                using TcpClient client = await ConnectAsync(await listening.Task.WaitAsync(s_limit));
                using StreamReader reader = new(client.GetStream());
                Assert.Equal("Your name?", await reader.ReadLineAsync().WaitAsync(s_limit));
                await client.GetStream().WriteAsync("Ada\n"u8.ToArray());
                Assert.Equal("Hello, Ada", await reader.ReadLineAsync().WaitAsync(s_limit));
            }
            finally
            {
                Device.PortMap = null;
            }
        }

        [Fact]
        public void BlinkAndButton_blinks_and_its_button_changes_the_pace_or_switches_it_off()
        {
            using SampleRun sample = new("BlinkAndButton");
            using DeviceScript script = SampleRun.StartScript("BlinkAndButton");
            Assert.Equal("100 ms", sample.LineAfter("every "));
            Assert.Equal("", sample.LineAfter("off"));
            Assert.True(SpinWait.SpinUntil(() => !DevicePins.IsHigh(2), s_limit));
            Assert.Equal("500 ms", sample.LineAfter("every "));
        }

        [Fact]
        public async Task TwoTasksAndQueue_does_all_that_was_made_in_order()
        {
            using SampleRun sample = new("TwoTasksAndQueue");
            await sample.EndAsync();
            string[] lines = sample.Lines();
            Assert.Equal(["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"], lines.Where(l => l.StartsWith("job ")).Select(l => l[4..]));

            // Four jobs, three places: the first has to be taken before the burst is in.
            Assert.True(Array.IndexOf(lines, "burst 1 is in") < Array.IndexOf(lines, "job 1.4"));
            Assert.Equal("all done", lines[^1]);
        }

        [Fact]
        public async Task Sampler_keeps_its_samples_while_the_server_is_away()
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            using SampleRun sample = new("Sampler", ("Url", $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/samples"));
            using DeviceScript script = SampleRun.StartScript("Sampler");
            string first = await AnswerAsync("503 Service Unavailable");
            Assert.Equal("status 503, again in 500 ms", sample.LineAfter(""));
            string second = await AnswerAsync("204 No Content");
            Assert.Equal(first, second);
            Assert.Equal(10, JsonSerializer.Deserialize<int[]>(second)!.Count(n => n is >= 0 and <= 4095));
            Assert.StartsWith("10, ", sample.LineAfter("uploaded "));

            async Task<string> AnswerAsync(string status)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync().WaitAsync(s_limit);
                using StreamReader reader = new(client.GetStream());
                int length = 0;

                for (string? line; (line = await reader.ReadLineAsync().WaitAsync(s_limit)) != "";)
                {
                    string[] field = line!.Split(':');
                    length = field[0].Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? int.Parse(field[1], null) : length;
                }

                char[] body = new char[length];
                Assert.Equal(length, await reader.ReadBlockAsync(body, 0, length).WaitAsync(s_limit));
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                return new string(body);
            }
        }

        [Fact]
        public async Task MqttSwitch_is_switched_by_its_broker_and_its_button_and_tells_both()
        {
            TestBroker broker = await TestBroker.StartAsync();

            try
            {
                using SampleRun sample = new("MqttSwitch", ("Port", broker.Port));
                Assert.Equal("off", await broker.NextAsync("lamp/state"));
                await broker.PublishAsync("lamp/set", "?\nreported on");
                Assert.Equal("", sample.LineAfter("unknown command"));
                await broker.PublishAsync("lamp/set", "on");
                Assert.Equal("on", await broker.NextAsync("lamp/state"));
                using DeviceScript script = SampleRun.StartScript("MqttSwitch");
                Assert.Equal("off", await broker.NextAsync("lamp/state"));
            }
            finally
            {
                await broker.DisposeAsync();
            }
        }

        [Fact]
        public async Task TcpBridge_passes_on_both_ways_and_ends_with_its_client()
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            using SampleRun sample = new("TcpBridge", ("ListenPort", 0), ("Port", ((IPEndPoint)listener.LocalEndpoint).Port));
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, sample.Port());
            using TcpClient server = await listener.AcceptTcpClientAsync().WaitAsync(s_limit);
            byte[] data = new byte[20000];
            Random.Shared.NextBytes(data);
            byte[] received = new byte[data.Length];
            Task sending = client.GetStream().WriteAsync(data).AsTask();
            await server.GetStream().ReadExactlyAsync(received).AsTask().WaitAsync(s_limit);
            await sending.WaitAsync(s_limit);
            Assert.Equal(data, received);

            await server.GetStream().WriteAsync("answer"u8.ToArray());
            await client.GetStream().ReadExactlyAsync(received, 0, 6).AsTask().WaitAsync(s_limit);
            Assert.Equal("answer", Encoding.ASCII.GetString(received, 0, 6));

            client.Client.Shutdown(SocketShutdown.Send);
            Assert.Equal(0, await server.GetStream().ReadAsync(received).AsTask().WaitAsync(s_limit));
        }

        [Fact]
        public async Task ConfigurationPage_takes_what_is_right_and_says_what_is_wrong()
        {
            using SampleRun sample = new("ConfigurationPage", ("Port", 0));
            using HttpClientHandler handler = new() { AutomaticDecompression = DecompressionMethods.GZip };
            using HttpClient browser = new(handler) { BaseAddress = new Uri($"http://127.0.0.1:{sample.Port()}"), Timeout = s_limit };
            HttpResponseMessage style = await browser.GetAsync("/style.css");
            Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
            Assert.Contains("[role=alert]", await style.Content.ReadAsStringAsync());
            using HttpRequestMessage again = new(HttpMethod.Get, "/style.css") { Headers = { IfNoneMatch = { style.Headers.ETag! } } };
            Assert.Equal(HttpStatusCode.NotModified, (await browser.SendAsync(again)).StatusCode);
            Assert.Contains("<form method=post>", await browser.GetStringAsync("/"));
            HttpResponseMessage refused = await PostAsync("", "500");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("1 to 20 characters", await refused.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("a\nname b, period 100", "250")).StatusCode);
            Assert.Contains("50 to 10000 ms", await (await PostAsync("boiler", "49")).Content.ReadAsStringAsync());
            HttpResponseMessage saved = await PostAsync("Ofen <ä> & \"x\"", "250");
            Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
            Assert.Contains("value=\"Ofen &lt;ä> &amp; &quot;x&quot;\"", await saved.Content.ReadAsStringAsync());
            Assert.Equal("Ofen <ä> & \"x\", period 250", sample.LineAfter("name "));

            Task<HttpResponseMessage> PostAsync(string name, string period)
            {
                return browser.PostAsync("/", new FormUrlEncodedContent(new Dictionary<string, string> { ["name"] = name, ["period"] = period }));
            }
        }

        [Theory]
        [InlineData(true, "HTTP/1.0 200 OK")]
        [InlineData(false, "refused: ")]
        public async Task TlsClient_talks_to_whom_its_authority_knows(bool isKnown, string expected)
        {
            using X509Certificate2 certificate = Certificate();
            using X509Certificate2 other = Certificate();
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            using SampleRun sample = new("TlsClient",
                ("Port", ((IPEndPoint)listener.LocalEndpoint).Port), ("AuthorityPem", (isKnown ? certificate : other).ExportCertificatePem()));
            Task serving = ServeAsync(listener, certificate);
            Assert.NotNull(sample.LineAfter(expected));
            await sample.EndAsync();
            await serving.WaitAsync(s_limit);
        }

        // The port is known a moment before somebody listens there.
        private static async Task<TcpClient> ConnectAsync(int port)
        {
            for (Stopwatch time = Stopwatch.StartNew(); ; await Task.Delay(10))
            {
                TcpClient client = new();

                try
                {
                    await client.ConnectAsync(IPAddress.Loopback, port);
                    return client;
                }
                catch (SocketException) when (time.Elapsed < s_limit)
                {
                    client.Dispose();
                }
            }
        }

        private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
        {
            using TcpClient client = await listener.AcceptTcpClientAsync().WaitAsync(s_limit);
            using SslStream stream = new(client.GetStream());

            try
            {
                await stream.AuthenticateAsServerAsync(certificate).WaitAsync(s_limit);
                int count = await stream.ReadAsync(new byte[1000]).AsTask().WaitAsync(s_limit);

                if (count > 0)
                {
                    await stream.WriteAsync("HTTP/1.0 200 OK\r\n\r\nhello\r\n"u8.ToArray());
                }
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                // A client that does not believe.
            }
        }

        private static X509Certificate2 Certificate()
        {
            using RSA key = RSA.Create(2048);
            CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            SubjectAlternativeNameBuilder names = new();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        }
    }
}
