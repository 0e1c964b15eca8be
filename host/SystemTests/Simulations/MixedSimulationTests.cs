using System;
using System.Linq;
using System.Threading.Tasks;
using UAsyncio.SystemTests.Tls;
using UAsyncio.Reliability;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>
    /// A program that does everything at once, in a network where everything goes wrong: whatever happens, it loses nothing, and gets on with
    /// all of it once nothing goes wrong any more.
    /// </summary>
    public sealed class MixedSimulationTests
    {
        private const int Seeds = 12;
        private const int Clients = 8;

        private readonly ITestOutputHelper _output;

        public MixedSimulationTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public void A_program_that_does_everything_loses_nothing()
        {
            long passes = 0;
            int seeds = Simulation.ForSeeds(
                Seeds,
                simulation =>
                {
                    MixedProgram program = new(simulation, Certificates.Server.Certificate, Certificates.Server.Key);

                    int playing = Clients;

                    for (int i = 0; i < Clients; i++)
                    {
                        int kind = i;
                        simulation.Do(async () =>
                        {
                            await PlayAsync(simulation, kind);
                            playing--;
                        });
                    }

                    simulation.Faults = SimulationFaults.ForSeed(simulation.Seed) with { Silence = 0 };
                    Assert.True(simulation.RunUntil(() => playing == 0, TimeSpan.FromHours(1)), playing + " clients have not ended");
                    program.Stop();
                    passes += program.Passes;
                },
                seed => new SimulationOptions
                {
                    StartTick = (seed % 3) switch { 0 => 0, 1 => int.MaxValue - 20000L, _ => uint.MaxValue - 20000L },
                });
            Trial.Report("mixed program, faulty network", seeds, "seeds", _output.WriteLine);
            Trial.Report("mixed program, invariants", passes, "passes", _output.WriteLine);
        }

        // Five times one of the device's servers.
        private static async Task PlayAsync(Simulation simulation, int kind)
        {
            for (int turn = 0; turn < 5; turn++)
            {
                SimulatedConnection? connection = null;
                await simulation.DelayAsync(simulation.Random.Next(3000));

                try
                {
                    connection = await simulation.ConnectAsync(kind % 3 == 2 ? 443 : 80);
                    Task play = (kind % 3) switch
                    {
                        0 => SimulatedClients.RequestAsync(simulation, connection),
                        1 => SimulatedSockets.SayAsync(simulation, connection),
                        _ => SimulatedClients.SayLinesInsideAsync(simulation, connection),
                    };
                    await play;
                }
                catch (Exception e) when (e is SimulatedConnectionException or TimeoutException or CutOffException)
                {
                    simulation.Note("client: " + e.Message);
                }

                if (simulation.Random.Next(3) == 0)
                {
                    connection?.Reset();
                }
                else
                {
                    connection?.Close();
                }
            }
        }
    }
}
