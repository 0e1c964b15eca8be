namespace Benchmarks.Device.ByHand
{
    /// <summary>Calls a child that yields once, so many times: the child is a machine, as it would be for any caller.</summary>
    public sealed class ParentMachine : Machine
    {
        private int _left;
        private Machine _child;

        /// <summary>Makes it.</summary>
        public ParentMachine(int times)
        {
            _left = times;
        }

        /// <inheritdoc/>
        public override bool Step(int now)
        {
            for (; ; )
            {
                if (_child == null)
                {
                    if (--_left < 0)
                    {
                        IsDone = true;
                        return true;
                    }

                    _child = new YieldMachine(1);
                }

                bool busy = _child.Step(now);

                if (!_child.IsDone)
                {
                    return busy;
                }

                _child = null;
            }
        }
    }
}
