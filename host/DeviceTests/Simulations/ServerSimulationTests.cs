using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using UAsyncio.DeviceTests.Tls;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.DeviceTests.Simulations
{
    /// <summary>The library's servers in a network where everything goes wrong, another for each seed.</summary>
    public sealed class ServerSimulationTests : IDisposable
    {
        private const int Seeds = 100;
        private const string Echo = "UAsyncio.Nano.Tests.Net.HostServer";
        private const string Tls = "UAsyncio.Nano.Tests.Tls.HostTlsServer";
        private const string Http = "UAsyncio.Nano.Tests.Http.HostHttpServer";

        public void Dispose() => Device.Preset = DevicePreset.Esp32;

        [Fact]
        public void Lines_come_back_once_and_in_order()
        {
            // An echo has no time limits: a client that nothing comes from any more keeps its connection.
            Simulation.ForSeeds(
                Seeds,
                simulation => new HostProgram(simulation, Echo, "echo", 0).Play(12, SimulationFaults.ForSeed(simulation.Seed) with { Silence = 0 }, connection => SayLinesAsync(simulation, connection)),
                OptionsOf);
        }

        [Fact]
        public void Requests_are_answered_whole_or_not_at_all()
        {
            Simulation.ForSeeds(
                Seeds,
                simulation => new HostProgram(simulation, Http).Play(12, SimulationFaults.ForSeed(simulation.Seed), connection => RequestAsync(simulation, connection)),
                OptionsOf);
        }

        [Fact]
        public void Lines_come_back_inside_TLS_once_and_in_order()
        {
            // Silence in a handshake stops a device for good.
            Simulation.ForSeeds(
                Seeds,
                simulation => new HostProgram(simulation, Tls, Certificates.Server.Certificate, Certificates.Server.Key, null, DeviceTlsServer.Tls12, 5000, 4, false)
                    .Play(12, SimulationFaults.ForSeed(simulation.Seed) with { Silence = 0 }, connection => SayLinesInsideAsync(simulation, connection)),
                OptionsOf);
        }

        [Fact]
        public void A_seed_gives_the_same_run_each_time()
        {
            long first = Run();
            Assert.Equal(first, Run());

            static long Run()
            {
                using Simulation simulation = new(7);
                new HostProgram(simulation, Http).Play(12, SimulationFaults.ForSeed(7), connection => RequestAsync(simulation, connection));
                return simulation.Hash;
            }
        }

        // 16 sockets or 4; and the tick begins shortly before its 31 or 32 bits are full, or at 0.
        private static SimulationOptions OptionsOf(int seed)
        {
            Device.Preset = seed % 2 == 0 ? DevicePreset.Esp32 : DevicePreset.Stm32;
            return new SimulationOptions
            {
                StartTick = (seed % 3) switch { 0 => 0, 1 => int.MaxValue - 20000L, _ => uint.MaxValue - 20000L },
            };
        }

        private static async Task SayLinesAsync(Simulation simulation, SimulatedConnection connection)
        {
            int count = 1 + simulation.Random.Next(20);
            string[] lines = [.. Enumerable.Range(0, count).Select(i => i + new string('.', simulation.Random.Next(150)))];
            bool oneByOne = simulation.Random.Next(2) == 0;

            if (!oneByOne)
            {
                connection.Send(string.Concat(lines.Select(line => line + "\r\n")));
            }

            foreach (string line in lines)
            {
                if (oneByOne)
                {
                    connection.Send(line + "\r\n");
                }

                string? back = await connection.ReceiveLineAsync();

                if (back == null || (back != line && line.StartsWith(back, StringComparison.Ordinal)))
                {
                    throw new CutOffException("cut off");
                }

                Assert.Equal(line, back);
            }
        }

        // One in three is no client at all, or one that updates its key.
        private static async Task SayLinesInsideAsync(Simulation simulation, SimulatedConnection connection)
        {
            bool isHostile = simulation.Faults != SimulationFaults.None && simulation.Random.Next(3) == 0;

            if (isHostile && simulation.Random.Next(2) == 0)
            {
                connection.SendRaw([22, 3, 1, 0, 230, 1, .. new byte[simulation.Random.Next(200)]]);
                await simulation.DelayAsync(simulation.Random.Next(10000));
                throw new CutOffException("half a hello");
            }

            await connection.SecureAsync();

            if (isHostile)
            {
                connection.SendKeyUpdate();
            }

            await SayLinesAsync(simulation, connection);
        }

        private static async Task RequestAsync(Simulation simulation, SimulatedConnection connection)
        {
            for (int turn = 1 + simulation.Random.Next(5); turn > 0; turn--)
            {
                byte[] body = new byte[simulation.Random.Next(3) == 0 ? simulation.Random.Next(20000) : simulation.Random.Next(200)];

                if (body.Length < 4000 && simulation.Random.Next(2) == 0)
                {
                    simulation.Random.NextBytes(body);
                    connection.Send($"POST / HTTP/1.1\r\nHost: device\r\nContent-Length: {body.Length}\r\n\r\n");
                    connection.Send(body);
                }
                else
                {
                    body = [.. body.Select((_, i) => (byte)(i * 7 + body.Length))];
                    connection.Send($"GET /{body.Length} HTTP/1.1\r\nHost: device\r\n\r\n");
                }

                (int status, byte[] answer) = await AnswerAsync(connection);

                if (status != 200)
                {
                    throw new CutOffException("status " + status);
                }

                Assert.Equal(body, answer);
                await simulation.DelayAsync(simulation.Random.Next(3000));
            }
        }

        private static async Task<(int Status, byte[] Body)> AnswerAsync(SimulatedConnection connection)
        {
            string status = await connection.ReceiveLineAsync() ?? throw new CutOffException("no answer");
            int length = -1;

            for (string? line; (line = await connection.ReceiveLineAsync()) != ""; )
            {
                if (line == null)
                {
                    throw new CutOffException("half a head");
                }

                if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                {
                    length = int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture);
                }
            }

            Assert.StartsWith("HTTP/1.1 ", status);
            Assert.True(length >= 0, "no length in the answer");
            byte[] body = await connection.ReceiveExactlyAsync(length);
            return body.Length == length ? (int.Parse(status.AsSpan(9, 3), CultureInfo.InvariantCulture), body) : throw new CutOffException("half a body");
        }
    }
}
