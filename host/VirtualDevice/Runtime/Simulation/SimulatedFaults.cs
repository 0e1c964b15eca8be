namespace UAsyncio.VirtualDevice.Runtime
{
    // What goes wrong in a simulated network; SimulationFaults describes it.
    internal sealed class SimulatedFaults
    {
        public int LeastLatency { get; set; }

        public int MostLatency { get; set; }

        public double ByteByByte { get; set; }

        public double Reset { get; set; }

        public double EarlyEnd { get; set; }

        public double Silence { get; set; }

        public double Stall { get; set; }

        public int MostStall { get; set; }

        public double SlowAcknowledgement { get; set; }

        public double SocketError { get; set; }

        public double NoSocket { get; set; }

        public double NameFailure { get; set; }

        public int MostNameDelay { get; set; }

        public double DatagramLoss { get; set; }
    }
}
