extern alias device;

using System;
using device::UAsyncio.VirtualDevice.Runtime;

namespace UAsyncio.VirtualDevice.Simulations
{
    /// <summary>What goes wrong again and again, after times that are drawn, while there is a time between.</summary>
    internal sealed class RecurringFault
    {
        private readonly SimulatedTime _time;
        private readonly Random _random;
        private readonly Func<TimeSpan> _every;
        private readonly Func<long> _happen;
        private bool _isToCome;

        /// <param name="time">When.</param>
        /// <param name="random">What the times are drawn from.</param>
        /// <param name="every">Says how much time lies between two on average; zero for never.</param>
        /// <param name="happen">Does it, and says how long it lasts; in µs.</param>
        internal RecurringFault(SimulatedTime time, Random random, Func<TimeSpan> every, Func<long> happen)
        {
            _time = time;
            _random = random;
            _every = every;
            _happen = happen;
        }

        /// <summary>A time between 0 and twice the mean; in µs.</summary>
        internal static long Around(TimeSpan mean, Random random) => (long)(2 * mean.TotalMicroseconds * random.NextDouble());

        /// <summary>Begins with it, unless that has been done or there is no time between.</summary>
        internal void Begin() => Begin(0);

        private void Begin(long lasting)
        {
            TimeSpan every = _every();
            if (_isToCome || every == TimeSpan.Zero)
            {
                return;
            }

            _isToCome = true;
            _time.After(lasting + Around(every, _random), () =>
            {
                _isToCome = false;
                Begin(_every() == TimeSpan.Zero ? 0 : _happen());
            });
        }
    }
}
