using UAsyncio.Nano;

namespace TheNamespace
{
    /// <summary>Waits until a value has stayed the same for a while.</summary>
    public sealed class Debouncer
    {
        private int _value;

        /// <summary>Gets or sets the value, as often as it changes.</summary>
        public int Value
        {
            get => _value;
            set => _value = value;
        }

        /// <summary>Waits until the value has not changed for a time.</summary>
        /// <param name="quiet">The time, in ms.</param>
        /// <returns>The value.</returns>
        public async Coroutine<int> SettledAsync(int quiet)
        {
            int last;

            do
            {
                last = _value;
                await Coroutine.Delay(quiet);
            }
            while (last != _value);

            return last;
        }
    }
}
