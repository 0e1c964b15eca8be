using System;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;
using UAsyncio.DeviceTests;
using UAsyncio.SystemTests.Tls;
using UAsyncio.Reliability;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.FuzzTests
{
    /// <summary>Whatever bytes come from outside: what is malformed is refused, nothing else is thrown, nothing is left, and the next client is served.</summary>
    public sealed class ParserTests
    {
        private const int Inputs = 300;
        private const int JsonInputs = 20000;
        private const int GoodEvery = 50;

        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
        private static readonly Type s_type = Coverage.Load("UAsyncio.Nano.Tests.Reliability.HostParsers");

        private readonly ITestOutputHelper _output;

        public ParserTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public void Head_of_a_request() => FuzzServer("HTTP head", Corpus.Head, 80);

        [Fact]
        public void Chunked_body() => FuzzServer("chunked body", Corpus.Chunks, 80);

        [Fact]
        public void Form() => FuzzServer("form", Corpus.Form, 80);

        [Fact]
        public void Multipart_body() => FuzzServer("multipart body", Corpus.Multipart, 80);

        [Fact]
        public void WebSocket_frames() => FuzzServer("WebSocket frames", Corpus.Frames, 80);

        [Fact]
        public void Lines() => FuzzServer("lines", Corpus.Lines, 23);

        [Fact]
        public void Client_hello() => FuzzServer("ClientHello", Corpus.Hello, 443);

        [Fact]
        public void Hello_and_then_an_empty_record()
        {
            FuzzServer("ClientHello, found", [Convert.FromHexString("160301000A0100000603030000000016030300000000")], 443, isExact: true);
        }

        [Fact]
        public void MQTT_packets()
        {
            Play("MQTT packets", Corpus.Packets, (simulation, next) =>
            {
                int inputs = 0;

                // The client comes again and again; each time the broker says something else.
                simulation.Listen("192.168.1.50", 1883, async connection =>
                {
                    try
                    {
                        await connection.ReceiveAsync();

                        // All but "session taken over": after that it does not come again.
                        connection.Send([.. next().Select(one => one == 0x8E ? (byte)0x8D : one)]);
                        inputs++;
                        await connection.ReceiveAsync();
                        connection.Shutdown();
                    }
                    catch (Exception e) when (e is SimulatedConnectionException or TimeoutException)
                    {
                        simulation.Note(e.Message);
                    }

                    connection.Close();
                });

                return () =>
                {
                    int wanted = inputs + 1;
                    Assert.True(simulation.RunUntil(() => inputs >= wanted, s_limit), "the client does not come again");
                };
            });
        }

        [Fact]
        public void Json()
        {
            Func<byte[], int> read = s_type.GetMethod("ReadJson")!.CreateDelegate<Func<byte[], int>>();
            int read1 = 0;
            int count = 0;

            FuzzCorpus corpus = new("JSON", Corpus.Json);
            Coverage.Clear();

            foreach (int round in Trial.Rounds(corpus.Known + JsonInputs))
            {
                byte[] input = corpus.Next(round);
                int tokens;

                try
                {
                    tokens = read(input);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"input {round}, {Convert.ToHexString(input)}: {e.GetType()}", e);
                }

                corpus.Look();
                read1 += tokens > 0 ? 1 : 0;
                count++;
            }

            Assert.InRange(read1, 1, count - 1);
            Trial.Report("fuzz: JSON", count, "inputs", _output.WriteLine);
            _output.WriteLine($"{corpus.Found} found, {Coverage.Count} ways");
        }

        private void FuzzServer(string what, byte[][] corpus, int port, bool isExact = false)
        {
            Play(what, corpus, (simulation, next) => () =>
            {
                simulation.Do(() => SendAsync(simulation, port, next()));
                simulation.RunToEnd(s_limit);
            }, isExact);
        }

        private void Play(string what, byte[][] written, Func<Simulation, Func<byte[]>, Action> prepare, bool isExact = false)
        {
            FuzzCorpus corpus = new(what, written);
            using Simulation simulation = new(1);
            simulation.AddName("peer.test", "192.168.1.50");
            int round = 0;
            byte[] input = [];
            Action play = prepare(simulation, () => input = corpus.Next(round));
            s_type.GetMethod("Start")!.Invoke(null, [Certificates.Server.Certificate, Certificates.Server.Key]);

            try
            {
                Coverage.Clear();

                foreach (int i in isExact ? Enumerable.Range(0, corpus.Known) : Trial.Rounds(corpus.Known + Inputs))
                {
                    round = i;
                    play();
                    corpus.Look();
                    Assert.Null(Get("Failure"));

                    if (i % GoodEvery == 0)
                    {
                        simulation.Do(() => ExpectAsync(simulation));
                        simulation.RunToEnd(s_limit);
                    }
                }

                Assert.True(simulation.RunUntil(() => (int)Get("Connections")! == 0, s_limit), Get("Connections") + " connections are left");
                s_type.GetMethod("Stop")!.Invoke(null, null);
                Assert.Null(Get("Failure"));
                Assert.True(simulation.RunUntil(() => simulation.Threads == 0, s_limit), simulation.Threads + " threads are left");
                Assert.Equal(0, DeviceSockets.Open);
                Assert.Empty(simulation.Unhandled.Select(e => e.ToString()));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"input {round}, {Convert.ToHexString(input)}: {e.Message}\n{string.Join('\n', simulation.Trace.TakeLast(30))}", e);
            }

            Trial.Report("fuzz: " + what, round + 1, "inputs", _output.WriteLine);
            _output.WriteLine($"{corpus.Found} found, {Coverage.Count} ways");
        }

        private static object? Get(string property) => s_type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null);

        // In pieces, and then the end; what comes back is taken.
        private static async Task SendAsync(Simulation simulation, int port, byte[] input)
        {
            SimulatedConnection connection = await simulation.ConnectAsync(port);

            try
            {
                for (int done = 0; done < input.Length;)
                {
                    int count = Math.Min(input.Length - done, 1 + simulation.Random.Next(input.Length));
                    connection.SendRaw(input[done..(done + count)]);
                    done += count;

                    if (simulation.Random.Next(3) == 0)
                    {
                        await simulation.DelayAsync(1);
                    }
                }

                connection.Shutdown();
                await connection.ReceiveToEndAsync();
            }
            catch (Exception e) when (e is SimulatedConnectionException or TimeoutException)
            {
                simulation.Note(e.Message);
            }

            connection.Close();
        }

        private static async Task ExpectAsync(Simulation simulation)
        {
            SimulatedConnection connection = await simulation.ConnectAsync(80);
            connection.Send(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n"));
            byte[] answer = await connection.ReceiveToEndAsync();
            Assert.StartsWith("HTTP/1.1 200 ", Encoding.ASCII.GetString(answer));
            connection.Close();
        }
    }
}
