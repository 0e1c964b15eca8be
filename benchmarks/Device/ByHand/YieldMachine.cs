namespace Benchmarks.Device.ByHand
{
    /// <summary>Does nothing, so many times.</summary>
    public sealed class YieldMachine : Machine
    {
        private int _left;

        /// <summary>Makes it.</summary>
        public YieldMachine(int times)
        {
            _left = times;
        }

        /// <inheritdoc/>
        public override bool Step(int now)
        {
            if (--_left < 0)
            {
                IsDone = true;
            }

            return true;
        }
    }
}
