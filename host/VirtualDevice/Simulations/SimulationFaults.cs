using System;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>
    /// What goes wrong in a simulation, and how often. Rates go from 0, never, to 1, always; those of connections are drawn for each of
    /// them, those of calls at each call.
    /// </summary>
    public sealed record SimulationFaults
    {
        /// <summary>Gets a network without faults, in which what is sent arrives within 0.2 to 2 ms.</summary>
        public static SimulationFaults None { get; } = new();

        /// <summary>Gets how long, at the least, what is sent takes; in µs.</summary>
        public int LeastLatency { get; init; } = 200;

        /// <summary>Gets how long, at the most, what is sent takes without a stall; in µs.</summary>
        public int MostLatency { get; init; } = 2000;

        /// <summary>Gets the part of the connections that deliver one byte at a time.</summary>
        public double ByteByByte { get; init; }

        /// <summary>Gets the part of the connections that break within their first ten seconds: both ends see a reset.</summary>
        public double Reset { get; init; }

        /// <summary>Gets the part of the connections whose client's half ends before all it sends has arrived.</summary>
        public double EarlyEnd { get; init; }

        /// <summary>Gets the part of the connections, and attempts at one, on which nothing arrives any more, from some moment within ten seconds on.</summary>
        public double Silence { get; init; }

        /// <summary>Gets the part of the deliveries that are late.</summary>
        public double Stall { get; init; }

        /// <summary>Gets how late they are at the most; in ms.</summary>
        public int MostStall { get; init; } = 2000;

        /// <summary>Gets the part of the connections on which up to 5 s pass before what has arrived is acknowledged: send buffers stay full.</summary>
        public double SlowAcknowledgement { get; init; }

        /// <summary>Gets the part of the calls of a socket that fail: 10053, 10054 or 10055. A connection does not survive it.</summary>
        public double SocketError { get; init; }

        /// <summary>Gets the part of the sockets that are wanted, by Accept too, when there is none left: 10024.</summary>
        public double NoSocket { get; init; }

        /// <summary>Gets how often on average the network goes down; zero for never.</summary>
        public TimeSpan DownEvery { get; init; }

        /// <summary>Gets how long on average it stays down.</summary>
        public TimeSpan DownFor { get; init; } = TimeSpan.FromSeconds(1);

        /// <summary>Gets how often on average the time of day jumps, by a second or years, forward or back; zero for never.</summary>
        public TimeSpan JumpEvery { get; init; }

        /// <summary>
        /// Gets how often on average the device loses its power, for up to ten seconds; zero for never. What <see cref="Simulation.StartProgram"/> has started
        /// begins anew, as after <see cref="Simulation.PowerOn"/>; without a program it keeps its power.
        /// </summary>
        public TimeSpan PowerLossEvery { get; init; }

        /// <summary>Gets the part of the names that are not found.</summary>
        public double NameFailure { get; init; }

        /// <summary>Gets how long a name takes at the most; in ms.</summary>
        public int MostNameDelay { get; init; }

        /// <summary>Gets the part of the datagrams that are lost.</summary>
        public double DatagramLoss { get; init; }

        /// <summary>Gets the part of the calls into the device after which another thread that is ready gets its turn.</summary>
        public double Preemption { get; init; }

        /// <summary>Gets the part of the calls into the device that take 20 ms more, as when another thread takes its time slice.</summary>
        public double Theft { get; init; }

        internal void ThrowIfWrong()
        {
            ReadOnlySpan<(string Name, double Rate)> rates =
            [
                (nameof(ByteByByte), ByteByByte), (nameof(Reset), Reset), (nameof(EarlyEnd), EarlyEnd), (nameof(Silence), Silence), (nameof(Stall), Stall),
                (nameof(SlowAcknowledgement), SlowAcknowledgement), (nameof(SocketError), SocketError), (nameof(NoSocket), NoSocket),
                (nameof(NameFailure), NameFailure), (nameof(DatagramLoss), DatagramLoss), (nameof(Preemption), Preemption), (nameof(Theft), Theft),
            ];
            foreach ((string name, double rate) in rates)
            {
                if (!(rate >= 0 && rate <= 1))
                {
                    throw new ArgumentOutOfRangeException(name, rate, "A rate goes from 0, never, to 1, always.");
                }
            }

            ReadOnlySpan<(string Name, double Time)> times =
            [
                (nameof(LeastLatency), LeastLatency), (nameof(MostLatency), MostLatency), (nameof(MostStall), MostStall), (nameof(MostNameDelay), MostNameDelay),
                (nameof(DownEvery), DownEvery.Ticks), (nameof(DownFor), DownFor.Ticks), (nameof(JumpEvery), JumpEvery.Ticks),
                (nameof(PowerLossEvery), PowerLossEvery.Ticks),
            ];
            foreach ((string name, double time) in times)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(time, name);
            }
        }

        /// <summary>Some faults, others for each seed: each with a chance of a third, and a rate from rare to frequent.</summary>
        /// <param name="seed">Which.</param>
        public static SimulationFaults ForSeed(int seed)
        {
            Random random = new(seed);

            // Its own, so that the other faults do not depend on it; the first numbers of neighbouring seeds are alike.
            Random power = new(unchecked((int)(seed * 2654435761)));
            return new SimulationFaults
            {
                MostLatency = 200 + (int)Math.Pow(10, 2 + (3 * random.NextDouble())),
                ByteByByte = Rate(0.5),
                Reset = Rate(0.5),
                EarlyEnd = Rate(0.5),
                Silence = Rate(0.3),
                Stall = Rate(0.2),
                SlowAcknowledgement = Rate(0.5),
                SocketError = Rate(0.01),
                NoSocket = Rate(0.3),
                DownEvery = TimeSpan.FromSeconds(Rate(30)),
                DownFor = TimeSpan.FromSeconds(0.1 + (3 * random.NextDouble())),
                JumpEvery = TimeSpan.FromSeconds(Rate(30)),
                NameFailure = Rate(0.5),
                MostNameDelay = (int)Rate(60000),
                DatagramLoss = Rate(0.5),
                Preemption = Rate(0.2),
                Theft = Rate(0.02),
                PowerLossEvery = TimeSpan.FromSeconds(power.Next(3) == 0 ? 600 * power.NextDouble() : 0),
            };

            double Rate(double most) => random.Next(3) == 0 ? most * random.NextDouble() : 0;
        }
    }
}
