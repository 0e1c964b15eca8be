extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;
using DesktopRandom = desktop::System.Random;

namespace System
{
    // A board's random numbers come from its hardware: a program's seed changes nothing. In a simulation its own seed says what comes.
    public class Random
    {
        private readonly DesktopRandom _random;

        public Random()
        {
            _random = SimulatedTime.Current is { } time ? new DesktopRandom(time.NextSeed()) : new DesktopRandom();
        }

        public Random(int seed)
            : this()
        {
        }

        public virtual int Next() => _random.Next();

        public virtual int Next(int maxValue) => maxValue > 0 ? _random.Next(maxValue) : throw new ArgumentOutOfRangeException();

        public virtual void NextBytes(byte[] buffer) => _random.NextBytes(buffer ?? throw new NullReferenceException());

        public virtual double NextDouble() => _random.NextDouble();
    }
}
