extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;
using DesktopRandom = desktop::System.Random;

namespace System
{
    // In a simulation the seed says what comes.
    public class Random
    {
        private readonly DesktopRandom _random;

        public Random()
        {
            _random = SimulatedTime.Current is { } time ? new DesktopRandom(time.NextSeed()) : new DesktopRandom();
        }

        public Random(int seed)
        {
            _random = new DesktopRandom(seed);
        }

        public virtual int Next() => _random.Next();

        public virtual int Next(int maxValue) => maxValue > 0 ? _random.Next(maxValue) : throw new ArgumentOutOfRangeException();

        public virtual void NextBytes(byte[] buffer) => _random.NextBytes(buffer);

        public virtual double NextDouble() => _random.NextDouble();
    }
}
