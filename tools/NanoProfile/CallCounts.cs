namespace UAsyncio.NanoProfile
{
    /// <summary>Calls that device code makes, by what the interpreter has to do for them.</summary>
    /// <param name="Direct">To a known device method: static, or instance and not virtual, constructors included.</param>
    /// <param name="Virtual">To a virtual method of a device class.</param>
    /// <param name="Interface">To a device interface's method.</param>
    /// <param name="Delegate">Of a delegate.</param>
    /// <param name="Runtime">Into the runtime and its libraries, native or not: one call each, whatever it does there.</param>
    public readonly record struct CallCounts(long Direct, long Virtual, long Interface, long Delegate, long Runtime)
    {
        /// <summary>Gets the sum.</summary>
        public long Total => Direct + Virtual + Interface + Delegate + Runtime;

        /// <summary>Adds two.</summary>
        public static CallCounts operator +(CallCounts a, CallCounts b) => new(
            a.Direct + b.Direct, a.Virtual + b.Virtual, a.Interface + b.Interface, a.Delegate + b.Delegate, a.Runtime + b.Runtime);

        /// <summary>What came since.</summary>
        public static CallCounts operator -(CallCounts a, CallCounts b) => a + (b * -1);

        /// <summary>So many times.</summary>
        public static CallCounts operator *(CallCounts a, long times) => new(
            a.Direct * times, a.Virtual * times, a.Interface * times, a.Delegate * times, a.Runtime * times);
    }
}
