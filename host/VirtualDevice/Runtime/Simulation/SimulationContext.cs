extern alias desktop;

using SendOrPostCallback = desktop::System.Threading.SendOrPostCallback;
using SynchronizationContext = desktop::System.Threading.SynchronizationContext;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Where a host's async code goes on: as an event of the simulation.
    internal sealed class SimulationContext : SynchronizationContext
    {
        private readonly SimulatedTime _time;

        public SimulationContext(SimulatedTime time)
        {
            _time = time;
        }

        public override void Post(SendOrPostCallback d, object state) => _time.After(0, () => d(state));
    }
}
