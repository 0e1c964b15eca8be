using System;
using System.Threading.Tasks;
using UAsyncio.SystemTests.Tls;
using UAsyncio.Reliability;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>What holds up servers on a device with 4 sockets, and for how long at the most, in the device's time.</summary>
    public sealed class AbuseSimulationTests : IDisposable
    {
        private const int Hostile = 20;
        private const string Tls = "UAsyncio.Nano.Tests.Tls.HostTlsServer";

        private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(5);
        private static readonly byte[] s_halfHello = [22, 3, 1, 0, 230, 1, 0, 0, 226, 3, 3, 1, 2, 3];
        private static readonly byte[] s_halfHead = "GET / HTTP/1.1\r\nHos"u8.ToArray();

        private readonly ITestOutputHelper _output;

        public AbuseSimulationTests(ITestOutputHelper output)
        {
            _output = output;
        }

        public void Dispose() => Device.Preset = DevicePreset.Esp32;

        [Theory]
        [InlineData(true, true, true)]
        [InlineData(true, true, false)]
        [InlineData(true, false, false)]
        [InlineData(false, true, true)]
        [InlineData(false, true, false)]
        [InlineData(false, false, false)]
        public void Behind_twenty_that_say_half_of_it_or_nothing_the_next_client_is_served_in_time(bool tls, bool saysHalf, bool closes)
        {
            Device.Preset = DevicePreset.Stm32;
            using Simulation simulation = new(1);
            HostProgram server = tls
                ? new(simulation, Tls, Certificates.Server.Certificate, Certificates.Server.Key, null, DeviceTlsServer.Tls12, 60000, 2, false, false)
                : new(simulation, "UAsyncio.Nano.Tests.Http.HostHttpServer", 80);
            TimeSpan served = TimeSpan.MaxValue;
            simulation.Do(async () =>
            {
                SimulatedConnection[] hostile = new SimulatedConnection[Hostile];

                for (int i = 0; i < Hostile; i++)
                {
                    hostile[i] = await simulation.ConnectAsync(server.Port);

                    try
                    {
                        if (saysHalf)
                        {
                            hostile[i].SendRaw(tls ? s_halfHello : s_halfHead);
                        }

                        if (closes)
                        {
                            hostile[i].Shutdown();
                        }
                    }
                    catch (SimulatedConnectionException)
                    {
                        // There was no socket for it.
                    }
                }

                TimeSpan start = simulation.Now;
                await AskAsync(simulation, server.Port, tls);
                served = simulation.Now - start;
                Array.ForEach(hostile, connection => connection.Close());
            });
            simulation.RunToEnd(TimeSpan.FromMinutes(10));
            Assert.True(served < s_bound, served.ToString());
            server.Stop();
            string what = saysHalf ? "half a " + (tls ? "hello" : "head") + (closes ? " and close" : "") : "nothing";
            Trial.Report($"4 sockets, {(tls ? "TLS" : "HTTP")}, 20 that say {what}", (long)served.TotalMilliseconds, "ms until the next one is served", _output.WriteLine);
        }

        // A connection that the device has no socket for is reset: clients come again.
        private static async Task AskAsync(Simulation simulation, int port, bool tls)
        {
            for (; ; )
            {
                SimulatedConnection connection = await simulation.ConnectAsync(port);

                try
                {
                    if (tls)
                    {
                        await connection.SecureAsync();
                        await SimulatedClients.SayLinesAsync(simulation, connection);
                    }
                    else
                    {
                        await SimulatedClients.AskOnceAsync(simulation, connection, 200);
                    }

                    return;
                }
                catch (Exception e) when (e is SimulatedConnectionException or CutOffException)
                {
                    await simulation.DelayAsync(200);
                }
                finally
                {
                    connection.Close();
                }
            }
        }
    }
}
