using System;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.Boards.Device.Tests
{
    /// <summary>A board's program, from its Main on, in a network where things go wrong.</summary>
    public sealed class SimulationTests
    {
        private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

        [Theory]
        [InlineData("Esp32")]
        [InlineData("Stm32")]
        public void A_board_that_finds_no_network_when_it_begins_serves_when_there_is_one(string board)
        {
            VirtualDevice.Device.Preset = PresetOf(board);
            using Simulation simulation = new(0);
            VirtualDevice.Device.IsNetworkUp = false;
            simulation.StartProgram(BoardApp.PathOf(board));
            simulation.Run(10 * s_minute);
            VirtualDevice.Device.IsNetworkUp = true;
            simulation.Run(s_minute);
            Assert.Equal("HTTP/1.1 200 OK", Ask(simulation));
        }

        [Theory]
        [InlineData("Esp32")]
        [InlineData("Stm32")]
        public void Whatever_went_wrong_power_included_a_board_serves_again(string board)
        {
            VirtualDevice.Device.Preset = PresetOf(board);
            Simulation.ForSeeds(
                3,
                simulation =>
                {
                    simulation.StartProgram(BoardApp.PathOf(board));
                    simulation.Run(10 * s_minute);
                    simulation.Faults = SimulationFaults.None;
                    simulation.Run(s_minute);
                    Assert.Equal("HTTP/1.1 200 OK", Ask(simulation));
                    Assert.Empty(simulation.Unhandled);
                },
                seed => new SimulationOptions { Faults = SimulationFaults.ForSeed(seed) with { PowerLossEvery = s_minute } });
        }

        private static DevicePreset PresetOf(string board) => board == "Esp32" ? DevicePreset.Esp32 : DevicePreset.Stm32;

        private static string? Ask(Simulation simulation)
        {
            string? status = null;
            simulation.Do(async () =>
            {
                SimulatedConnection client = await simulation.ConnectAsync(80);
                client.Send("GET /api/state HTTP/1.1\r\nHost: a\r\n\r\n");
                status = await client.ReceiveLineAsync();
                client.Close();
            });
            simulation.RunToEnd(s_minute);
            return status;
        }
    }
}
