extern alias device;

using System;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Simulations
{
    // What goes wrong.
    public sealed partial class Simulation
    {
        private SimulationFaults _faults;
        private bool _isLosingNetwork;
        private bool _isJumping;

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
                if (value.DownEvery > TimeSpan.Zero && !_isLosingNetwork)
                {
                    LoseNetwork();
                }

                if (value.JumpEvery > TimeSpan.Zero && !_isJumping)
                {
                    JumpInTime();
                }

                LosePower();
            }
        }

        // Down and up, by turns, until the faults have none of it.
        private void LoseNetwork()
        {
            _isLosingNetwork = _faults.DownEvery > TimeSpan.Zero;
            if (!_isLosingNetwork)
            {
                return;
            }

            _time.After(Around(_faults.DownEvery), () =>
            {
                Device.IsNetworkUp = _faults.DownEvery == TimeSpan.Zero;
                _time.After(Around(_faults.DownFor), () =>
                {
                    Device.IsNetworkUp = true;
                    LoseNetwork();
                });
            });
        }

        private void JumpInTime()
        {
            _isJumping = _faults.JumpEvery > TimeSpan.Zero;
            if (_isJumping)
            {
                _time.After(Around(_faults.JumpEvery), () =>
                {
                    if (_faults.JumpEvery == TimeSpan.Zero)
                    {
                        _isJumping = false;
                        return;
                    }

                    double seconds = _network.Spread(7) * (Random.Next(2) == 0 ? 1 : -1);
                    DeviceClock.Ahead += TimeSpan.FromSeconds(seconds);
                    _trace.Add("the time of day jumps by " + (int)seconds + " s");
                    JumpInTime();
                });
            }
        }

        private long Around(TimeSpan mean) => (long)(2 * mean.TotalMicroseconds * Random.NextDouble());

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
