extern alias device;

using System;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Simulations
{
    // What goes wrong.
    public sealed partial class Simulation
    {
        private readonly RecurringFault[] _recurring;
        private SimulationFaults _faults;

        /// <summary>
        /// Gets or sets the faults, from now on: connections that are there keep what was drawn for them, and a network that is down
        /// comes up.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">A value is outside its range; the message names it.</exception>
        public SimulationFaults Faults
        {
            get => _faults;
            set
            {
                ArgumentNullException.ThrowIfNull(value);
                value.ThrowIfWrong();
                _faults = value;
                _network.Faults = Convert(value);
                _time.Preemption = value.Preemption;
                _time.Theft = value.Theft;
                Device.IsNetworkUp = true;
                BeginRecurring();
            }
        }

        private void BeginRecurring() => Array.ForEach(_recurring, fault => fault.Begin());

        private long LoseNetwork()
        {
            long lasting = RecurringFault.Around(_faults.DownFor, Random);
            Device.IsNetworkUp = false;
            _time.After(lasting, () => Device.IsNetworkUp = true);
            return lasting;
        }

        private long JumpInTime()
        {
            double seconds = _network.Spread(7) * (Random.Next(2) == 0 ? 1 : -1);
            DeviceClock.Ahead += TimeSpan.FromSeconds(seconds);
            _trace.Add("the time of day jumps by " + (int)seconds + " s");
            return 0;
        }

        // For up to ten seconds.
        private long LosePower()
        {
            if (IsOn)
            {
                CutPower("the fault takes the power");
                _boot = _time.After((long)Math.Pow(10, 7 * _powerRandom.NextDouble()), PowerOn);
            }

            return 0;
        }

        private static SimulatedFaults Convert(SimulationFaults faults) => new()
        {
            LeastLatency = faults.LeastLatency,
            MostLatency = Math.Max(faults.LeastLatency, faults.MostLatency),
            ByteByByte = faults.ByteByByte,
            Reset = faults.Reset,
            EarlyEnd = faults.EarlyEnd,
            Silence = faults.Silence,
            Stall = faults.Stall,
            MostStall = faults.MostStall,
            SlowAcknowledgement = faults.SlowAcknowledgement,
            SocketError = faults.SocketError,
            NoSocket = faults.NoSocket,
            NameFailure = faults.NameFailure,
            MostNameDelay = faults.MostNameDelay,
            DatagramLoss = faults.DatagramLoss,
        };
    }
}
