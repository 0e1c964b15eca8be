using System;
using UAsyncio.DeviceTests;
using UAsyncio.SystemTests.Tls;
using UAsyncio.Reliability;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>The library's servers in a network where everything goes wrong, another for each seed.</summary>
    public sealed class ServerSimulationTests : IDisposable
    {
        private const int Seeds = 100;
        private const string Echo = "UAsyncio.Nano.Tests.Net.HostServer";
        private const string Tls = "UAsyncio.Nano.Tests.Tls.HostTlsServer";
        private const string Http = "UAsyncio.Nano.Tests.Http.HostHttpServer";

        private readonly ITestOutputHelper _output;

        public ServerSimulationTests(ITestOutputHelper output)
        {
            _output = output;
        }

        public void Dispose() => Device.Preset = DevicePreset.Esp32;

        [Fact]
        public void Lines_come_back_once_and_in_order()
        {
            // An echo has no time limits: a client that nothing comes from any more keeps its connection.
            int seeds = Simulation.ForSeeds(
                Seeds,
                simulation => new HostProgram(simulation, Echo, "echo", 0).Play(12, SimulationFaults.ForSeed(simulation.Seed) with { Silence = 0 }, connection => SimulatedClients.SayLinesAsync(simulation, connection)),
                OptionsOf);
            Trial.Report("echo server, faulty network", seeds, "seeds", _output.WriteLine);
        }

        [Fact]
        public void Requests_are_answered_whole_or_not_at_all()
        {
            int seeds = Simulation.ForSeeds(
                Seeds,
                simulation => new HostProgram(simulation, Http, 80).Play(12, SimulationFaults.ForSeed(simulation.Seed), connection => SimulatedClients.RequestAsync(simulation, connection)),
                OptionsOf);
            Trial.Report("HTTP server, faulty network", seeds, "seeds", _output.WriteLine);
        }

        [Fact]
        public void Lines_come_back_inside_TLS_once_and_in_order()
        {
            // Silence in a handshake stops a device for good.
            int seeds = Simulation.ForSeeds(
                Seeds,
                simulation => new HostProgram(simulation, Tls, Certificates.Server.Certificate, Certificates.Server.Key, null, DeviceTlsServer.Tls12, 5000, 4, false, false)
                    .Play(12, SimulationFaults.ForSeed(simulation.Seed) with { Silence = 0 }, connection => SimulatedClients.SayLinesInsideAsync(simulation, connection)),
                OptionsOf);
            Trial.Report("TLS server, faulty network", seeds, "seeds", _output.WriteLine);
        }

        [Fact]
        public void A_network_that_is_down_stops_no_other_task()
        {
            using Simulation simulation = new(1);
            Type type = DeviceAssembly.TestType(Tls);
            HostProgram server = new(simulation, Tls, Certificates.Server.Certificate, Certificates.Server.Key, null, DeviceTlsServer.Tls12, 5000, 4, false, true);
            simulation.Do(async () =>
            {
                // One client waits for its turn: it is looked at in each pass.
                SimulatedConnection waiting = await simulation.ConnectAsync(server.Port);
                Device.IsNetworkUp = false;
                int ticks = Ticks();
                await simulation.DelayAsync(3000);
                Assert.InRange(Ticks(), ticks + 200, ticks + 300);
                Device.IsNetworkUp = true;
                SimulatedConnection next = await simulation.ConnectAsync(server.Port);
                await SimulatedClients.SayLinesInsideAsync(simulation, next);
                next.Close();
                waiting.Close();
            });
            simulation.RunToEnd(TimeSpan.FromMinutes(1));
            Assert.Equal("SocketException", type.GetMethod("Errors")!.Invoke(null, null));
            server.Stop();

            int Ticks() => (int)type.GetMethod("Ticks")!.Invoke(null, null)!;
        }

        [Fact]
        public void Whether_others_wait_can_be_asked_while_the_network_is_down()
        {
            using Simulation simulation = new(1);
            HostProgram server = new(simulation, Echo, "asks", 1);
            simulation.Do(async () =>
            {
                SimulatedConnection served = await simulation.ConnectAsync(server.Port);
                await simulation.DelayAsync(50);
                Device.IsNetworkUp = false;
                await simulation.DelayAsync(100);
                Device.IsNetworkUp = true;
                SimulatedConnection next = await simulation.ConnectAsync(server.Port);
                await simulation.DelayAsync(2000);
                served.Close();
                next.Close();
            });
            simulation.RunToEnd(TimeSpan.FromMinutes(1));
            string answers = ((string)DeviceAssembly.TestType(Echo).GetMethod("Errors")!.Invoke(null, null)!).Replace(" ", string.Empty);

            // Of the first client, whose place another wanted at the end, and then of the other.
            Assert.Equal(100, answers.Length);
            Assert.Matches("^0{10,}1+0{50}$", answers);
            server.Stop();
        }

        [Fact]
        public void A_seed_gives_the_same_run_each_time()
        {
            long first = Run();
            Assert.Equal(first, Run());

            static long Run()
            {
                using Simulation simulation = new(7);
                new HostProgram(simulation, Http, 80).Play(12, SimulationFaults.ForSeed(7), connection => SimulatedClients.RequestAsync(simulation, connection));
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
    }
}
