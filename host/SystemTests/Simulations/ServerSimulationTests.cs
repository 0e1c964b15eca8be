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
            HostProgram server = StartTls(simulation);
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
            Assert.Equal("SocketException", DeviceAssembly.TestType(Tls).GetMethod("Errors")!.Invoke(null, null));
            server.Stop();
        }

        // There is a connection that has no part in it: so the server looks at its door meanwhile.
        [Fact]
        public void Each_outage_of_the_network_is_reported_once_also_where_nobody_came_in_between()
        {
            using Simulation simulation = new(1);
            HostProgram server = new(simulation, Echo, "sleeps", 2);
            simulation.Do(async () =>
            {
                SimulatedConnection client = await simulation.ConnectAsync(server.Port);
                await simulation.DelayAsync(500);

                for (int i = 0; i < 3; i++)
                {
                    Device.IsNetworkUp = false;
                    await simulation.DelayAsync(1000);
                    Device.IsNetworkUp = true;
                    await simulation.DelayAsync(1000);
                }

                client.Close();
            });
            simulation.RunToEnd(TimeSpan.FromMinutes(1));
            Assert.Equal(3, DeviceAssembly.TestType(Echo).GetMethod("Reported")!.Invoke(null, null));
            server.Stop();
        }

        [Fact]
        public void Each_outage_is_reported_where_there_is_no_connection()
        {
            using Simulation simulation = new(1);
            HostProgram server = StartTls(simulation);
            simulation.Do(async () =>
            {
                for (int i = 0; i < 3; i++)
                {
                    Device.IsNetworkUp = false;
                    await simulation.DelayAsync(1000);
                    Device.IsNetworkUp = true;
                    await simulation.DelayAsync(1000);
                }
            });
            simulation.RunToEnd(TimeSpan.FromMinutes(1));
            Assert.Equal("SocketException SocketException SocketException", DeviceAssembly.TestType(Tls).GetMethod("Errors")!.Invoke(null, null));
            server.Stop();
        }

        // To read it would stop the device until its rest is there. One that may not fit the receive window is read all the same, after half a second.
        [Theory]
        [InlineData(4091, 4095, 29900)]
        [InlineData(4092, 4095, 450)]
        [InlineData(16000, 100, 450)]
        public void Others_go_on_while_the_rest_of_a_record_is_waited_for(int length, int sent, int milliseconds)
        {
            using Simulation simulation = new(1);
            HostProgram server = StartTls(simulation);
            simulation.Do(async () =>
            {
                SimulatedConnection client = await simulation.ConnectAsync(server.Port);
                await client.SecureAsync();
                client.SendRaw([23, 3, 3, (byte)(length >> 8), (byte)length, .. new byte[sent - 5]]);
                await simulation.DelayAsync(20);
                int ticks = Ticks();
                await simulation.DelayAsync(milliseconds);
                Assert.InRange(Ticks() - ticks, milliseconds / 12, milliseconds / 10);
                await simulation.DelayAsync(200);
                ticks = Ticks();
                await simulation.DelayAsync(200);
                Assert.Equal(length > 4091, Ticks() == ticks);
                client.Reset();
            });
            simulation.RunToEnd(TimeSpan.FromMinutes(1));
            server.Stop();
        }

        // Its reader waits for the next one, which may never come.
        [Fact]
        public void Others_go_on_after_a_record_without_data()
        {
            using Simulation simulation = new(1);
            HostProgram server = StartTls(simulation);
            simulation.Do(async () =>
            {
                SimulatedConnection client = await simulation.ConnectAsync(server.Port);
                await client.SecureAsync();

                // The first one: the stand-in's tag is the type of what is inside, its number and a sum.
                client.SendRaw([23, 3, 3, 0, 17, 23, .. new byte[16]]);
                await simulation.DelayAsync(20);
                int ticks = Ticks();
                await simulation.DelayAsync(1000);
                Assert.InRange(Ticks() - ticks, 80, 100);
                Assert.Equal(1, server.Connections);
                client.Reset();
            });
            simulation.RunToEnd(TimeSpan.FromMinutes(1));
            server.Stop();
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

        // Of a task of the server's loop, one each 10 ms.
        private static int Ticks() => (int)DeviceAssembly.TestType(Tls).GetMethod("Ticks")!.Invoke(null, null)!;

        private static HostProgram StartTls(Simulation simulation)
        {
            return new(simulation, Tls, Certificates.Server.Certificate, Certificates.Server.Key, null, DeviceTlsServer.Tls12, 5000, 4, false, true);
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
