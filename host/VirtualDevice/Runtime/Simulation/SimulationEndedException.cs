using System;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Takes a thread of the program out of wherever it is when its simulation has ended.
    internal sealed class SimulationEndedException : Exception
    {
        public SimulationEndedException()
            : base("the simulation has ended")
        {
        }
    }
}
