namespace UAsyncio.VirtualDevice.Runtime
{
    // What is to go wrong with one connection.
    internal sealed class ConnectionFate
    {
        private readonly SimulatedNetwork _network;

        public ConnectionFate(SimulatedNetwork network)
        {
            _network = network;
            SimulatedFaults faults = network.Faults;
            IsByteByByte = network.Chance(faults.ByteByByte);
            IsSlowToAcknowledge = network.Chance(faults.SlowAcknowledgement);
            ResetAt = network.Chance(faults.Reset) ? network.Moment() : long.MaxValue;
            SilentFrom = network.Chance(faults.Silence) ? network.Moment() : long.MaxValue;
            EndsAfter = network.Chance(faults.EarlyEnd) ? (int)network.Spread(4) - 1 : int.MaxValue;
        }

        public bool IsByteByByte { get; }

        public bool IsSlowToAcknowledge { get; }

        public long ResetAt { get; }

        // How many bytes reach the device before the client's half ends; int.MaxValue for all.
        public int EndsAfter { get; }

        public bool IsSilent => _network.Time.Now >= SilentFrom;

        private long SilentFrom { get; }
    }
}
