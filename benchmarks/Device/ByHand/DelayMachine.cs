namespace Benchmarks.Device.ByHand
{
    /// <summary>Waits, so many times.</summary>
    public sealed class DelayMachine : Machine
    {
        private readonly int _period;
        private int _due;
        private int _left;

        /// <summary>Makes it.</summary>
        public DelayMachine(int first, int period, int times)
        {
            _due = first;
            _period = period;
            _left = times;
        }

        /// <inheritdoc/>
        public override bool Step(int now)
        {
            if (now - _due < 0)
            {
                return false;
            }

            _due = now + _period;

            if (--_left < 0)
            {
                IsDone = true;
            }

            return true;
        }
    }
}
