extern alias device;

using System;
using System.Collections.Generic;
using System.Linq;
using device::System.Device.Gpio;
using device::System.Net;
using device::System.Net.Sockets;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Script;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;
using Thread = device::System.Threading.Thread;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    public sealed class SeedTests
    {
        [Fact]
        public void A_seed_gives_the_same_run_each_time()
        {
            long[] first = [.. Enumerable.Range(0, 20).Select(Play)];
            Assert.Equal(first, Enumerable.Range(0, 20).Select(Play));
            Assert.Equal(20, first.Distinct().Count());
        }

        [Fact]
        public void A_failing_seed_is_named_with_what_happened_last()
        {
            int runs = 0;
            SimulationFailedException e = Assert.Throws<SimulationFailedException>(() => Simulation.ForSeeds(10, simulation =>
            {
                runs++;
                simulation.Note("before it fails");
                Assert.True(simulation.Seed < 3, "too large");
            }));
            Assert.Equal((3, 4), (e.Seed, runs));
            Assert.Contains("seed 3: too large", e.Message);
            Assert.Contains("UASYNCIO_SEED=3", e.Message);
            Assert.Contains("before it fails", e.Message);
        }

        [Fact]
        public void What_is_out_of_its_range_is_refused_by_its_name_before_anything_is_changed()
        {
            SimulationFaults wrong = SimulationFaults.None with { Reset = 1.5 };
            Assert.Equal("Reset", Assert.Throws<ArgumentOutOfRangeException>(() => new Simulation(1, new SimulationOptions { Faults = wrong })).ParamName);
            using Simulation simulation = new(1, new SimulationOptions { Faults = SimulationFaults.None with { Theft = 0.25 } });
            Assert.Equal("Silence", Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Faults = SimulationFaults.None with { Silence = double.NaN }).ParamName);
            Assert.Equal("DownFor", Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Faults = SimulationFaults.None with { DownFor = TimeSpan.FromSeconds(-1) }).ParamName);
            Assert.Equal("LeastLatency", Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Faults = SimulationFaults.None with { LeastLatency = -1 }).ParamName);
            Assert.Equal(0.25, simulation.Faults.Theft);
            Assert.Throws<ArgumentOutOfRangeException>(() => simulation.Run(TimeSpan.FromSeconds(-1)));
        }

        [Fact]
        public void There_is_one_simulation_at_a_time()
        {
            using Simulation simulation = new(1);
            Assert.Throws<InvalidOperationException>(() => new Simulation(2));
        }

        [Fact]
        public void Pins_bounce_and_scripts_play_in_its_time()
        {
            using Simulation simulation = new(1);
            using GpioController controller = new();
            List<string> changes = [];
            GpioPin button = controller.OpenPin(0, PinMode.InputPullUp);
            button.DebounceTimeout = TimeSpan.FromMilliseconds(20);
            button.ValueChanged += (_, e) => changes.Add($"{e.ChangeType} {(int)simulation.Now.TotalMilliseconds}");
            using DeviceScript script = DeviceScript.Parse(
                """{ "pins": [ { "pin": 0, "events": [ { "at": 100, "level": "low" }, { "at": 105, "level": "high" }, { "at": 108, "level": "low" }, { "at": 300, "level": "high" }, { "at": 310, "level": "low" } ] } ] }""",
                "script");
            script.Start();
            simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal(["Falling 120"], changes);
            DevicePins.Release(0);
            simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Equal(2, changes.Count);
        }

        // Several clients, and a server of a thread each, with some faults.
        private static long Play(int seed)
        {
            using Simulation simulation = new(seed, new SimulationOptions { Faults = SimulationFaults.ForSeed(seed) });
            simulation.Start(() =>
            {
                using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(new IPEndPoint(IPAddress.Any, 7));
                listener.Listen(4);
                for (; ; )
                {
                    Socket socket = listener.Accept();
                    new Thread(() => Serve(socket)).Start();
                }
            });
            for (int i = 0; i < 5; i++)
            {
                simulation.Do(async () =>
                {
                    try
                    {
                        SimulatedConnection client = await simulation.ConnectAsync(7);
                        client.Timeout = 5000;
                        for (int turn = 0; turn < 10; turn++)
                        {
                            client.Send(new byte[1 + simulation.Random.Next(3000)]);
                            await client.ReceiveAsync();
                            await simulation.DelayAsync(simulation.Random.Next(100));
                        }
                    }
                    catch (Exception e) when (e is SimulatedConnectionException or TimeoutException)
                    {
                        simulation.Note(e.Message);
                    }
                });
            }

            simulation.Run(TimeSpan.FromMinutes(2));
            return simulation.Hash;
        }

        private static void Serve(Socket socket)
        {
            try
            {
                byte[] buffer = new byte[2000];
                for (int count; (count = socket.Receive(buffer)) > 0;)
                {
                    socket.Send(buffer, count, SocketFlags.None);
                }
            }
            finally
            {
                socket.Close();
            }
        }
    }
}
