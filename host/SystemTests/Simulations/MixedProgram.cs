using System;
using System.Linq;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>The program of the device's tests that does everything at once, in a simulation, and what holds for it.</summary>
    internal sealed class MixedProgram
    {
        private const string Name = "UAsyncio.Nano.Tests.Reliability.HostMixedProgram";

        // What costs time is looked at after each of so many passes, and then now and then.
        private const int Often = 500;
        private const int Rarely = 16;

        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);
        private static readonly Type s_type = DeviceAssembly.TestType(Name);
        private static readonly string[] s_parts = (string[])s_type.Assembly.GetType("UAsyncio.Nano.Tests.Reliability.MixedPart")!.GetField("Names")!.GetValue(null)!;

        private readonly Simulation _simulation;
        private LoopInvariants? _invariants;
        private string? _broken;

        public MixedProgram(Simulation simulation, string? certificate, string? key)
        {
            _simulation = simulation;
            _ = new SimulatedServers(simulation, "peer.test");
            Type callback = s_type.Assembly.GetType("UAsyncio.Nano.Tests.Reliability.PassCallback")!;
            s_type.GetMethod("Start")!.Invoke(null, [simulation.Seed, certificate, key, Delegate.CreateDelegate(callback, (Action)OnPass, "Invoke")]);
        }

        /// <summary>Gets how many passes its loop has made.</summary>
        public long Passes { get; private set; }

        private static int[] Progress => [.. (int[])Get("Progress")!];

        /// <summary>From here on nothing goes wrong: every part has to get on. Then all ends, and nothing is left.</summary>
        public void Stop()
        {
            _simulation.Faults = SimulationFaults.None;
            _simulation.Note("nothing goes wrong any more");
            int[] before = Progress;

            // Those that wait for clients had them before.
            before[0] = before[1] = before[2] = int.MinValue;
            bool goOn = _simulation.RunUntil(() => _broken != null || Progress.Zip(before).All(part => part.First > part.Second), s_limit);
            Assert.Null(_broken);
            Assert.True(goOn, "stuck: " + string.Join(", ", s_parts.Where((_, i) => Progress[i] <= before[i])));
            Assert.True(_simulation.RunUntil(() => (int)Get("Connections")! == 0, s_limit), Get("Connections") + " connections are left");
            s_type.GetMethod("Stop")!.Invoke(null, null);
            Assert.Null(_broken);
            Assert.Null(Get("Failure"));
            Assert.True(_simulation.RunUntil(() => _simulation.Threads == 0, s_limit), _simulation.Threads + " threads are left");
            Assert.Equal(0, DeviceSockets.Open);
            Assert.Empty(_simulation.Unhandled.Select(e => e.ToString()));
        }

        private static object? Get(string property) => s_type.GetProperty(property)!.GetValue(null);

        private void OnPass()
        {
            if (Passes++ > Often && Passes % Rarely != 0)
            {
                return;
            }

            _invariants ??= new LoopInvariants(Get("Loop")!);
            _broken ??= _invariants.Check((object?[])Get("Tasks")!) ?? (string?)Get("Failure");
        }
    }
}
