using System;
using System.Linq;
using System.Threading.Tasks;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>A server of the device's tests in a simulation: what holds for each, whatever went wrong.</summary>
    internal sealed class HostProgram
    {
        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

        private readonly Simulation _simulation;
        private readonly Type _type;

        /// <param name="simulation">Where; the server starts before anything goes wrong.</param>
        /// <param name="type">The class whose static methods start and stop it.</param>
        /// <param name="arguments">Of Start.</param>
        public HostProgram(Simulation simulation, string type, params object?[] arguments)
        {
            _simulation = simulation;
            _type = DeviceAssembly.TestType(type);
            Port = (int)_type.GetMethod("Start")!.Invoke(null, arguments)!;
        }

        public int Port { get; }

        public int Connections => (int)_type.GetMethod("Connections")!.Invoke(null, null)!;

        /// <summary>Clients, while things go wrong; then nothing does any more, and one more client has to be served.</summary>
        public void Play(int clients, SimulationFaults faults, Func<SimulatedConnection, Task> client)
        {
            _simulation.Faults = faults;

            for (int i = 0; i < clients; i++)
            {
                _simulation.Do(() => PlayAsync(client));
            }

            _simulation.RunToEnd(TimeSpan.FromHours(1));
            _simulation.Faults = SimulationFaults.None;
            _simulation.Note("nothing goes wrong any more");
            Assert.True(_simulation.RunUntil(() => Connections == 0, s_limit), Connections + " connections are left");
            _simulation.Do(async () =>
            {
                SimulatedConnection last = await _simulation.ConnectAsync(Port);
                await client(last);
                last.Close();
            });
            _simulation.RunToEnd(s_limit);
            Stop();
        }

        /// <summary>Its clients have gone: it ends, and nothing is left.</summary>
        public void Stop()
        {
            Assert.True(_simulation.RunUntil(() => Connections == 0, s_limit), Connections + " connections are left");
            object? failure = _type.GetMethod("Stop")!.Invoke(null, null);
            Assert.True(failure is null or true, "" + failure);
            Assert.True(_simulation.RunUntil(() => _simulation.Threads == 0, s_limit), _simulation.Threads + " threads are left");
            Assert.Equal(0, DeviceSockets.Open);
            Assert.Empty(_simulation.Unhandled.Select(e => e.ToString()));
        }

        // What fails only because of a fault is no failure.
        private async Task PlayAsync(Func<SimulatedConnection, Task> client)
        {
            await _simulation.DelayAsync(_simulation.Random.Next(5000));
            SimulatedConnection? connection = null;

            try
            {
                connection = await _simulation.ConnectAsync(Port);
                await client(connection);
            }
            catch (Exception e) when (e is SimulatedConnectionException or TimeoutException or CutOffException)
            {
                _simulation.Note(e.Message);
            }

            if (_simulation.Random.Next(3) == 0)
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
