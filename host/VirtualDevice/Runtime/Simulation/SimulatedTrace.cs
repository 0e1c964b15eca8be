using System.Globalization;

namespace UAsyncio.VirtualDevice.Runtime
{
    // The last things that happened in a simulation, and a number that tells one run from another.
    internal sealed class SimulatedTrace
    {
        private readonly SimulatedTime _time;
        private readonly (long Time, string Thread, string What)[] _last;
        private long _count;

        public SimulatedTrace(SimulatedTime time, int length)
        {
            _time = time;
            _last = new (long Time, string Thread, string What)[length];
        }

        // Of everything so far.
        public long Hash { get; private set; } = 17;

        public void Add(string what)
        {
            foreach (char c in what)
            {
                Hash = unchecked((Hash * 31) + c);
            }

            Hash = unchecked((Hash * 31) + _time.Now);
            _last[_count++ % _last.Length] = (_time.Now, _time.Thread, what);
        }

        public string[] ToLines()
        {
            int count = (int)System.Math.Min(_count, _last.Length);
            string[] lines = new string[count];
            for (int i = 0; i < count; i++)
            {
                (long time, string thread, string what) = _last[(_count - count + i) % _last.Length];
                lines[i] = string.Create(CultureInfo.InvariantCulture, $"{time / 1e6,13:0.000000} {thread,-10} {what}");
            }

            return lines;
        }
    }
}
