namespace UAsyncio.Nano
{
    /// <summary>The wait of a <see cref="TimeLimit"/>, which is asked afterwards, too, whether the time was up.</summary>
    internal sealed class TimeLimitRun : TimeLimitWait
    {
        internal bool HasExpired;

        internal TimeLimitRun(Coroutine coroutine, int milliseconds)
            : base(coroutine, milliseconds)
        {
        }
    }
}
