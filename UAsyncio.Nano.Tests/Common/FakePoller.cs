using System;

namespace UAsyncio.Nano.Tests
{
    /// <summary>A poller with a clock of its own: time moves by waiting only, so a test takes no time and always does the same.</summary>
    internal sealed class FakePoller : IPoller
    {
        // What a wait without anything that could end it does at most: a test must not hang.
        private const int MaxEndlessWaits = 100;

        private int _endlessWaits;

        public FakePoller(int ticks = 0)
        {
            Ticks = ticks;
        }

        public int Ticks { get; set; }

        public bool HasWaiters { get; set; }

        /// <summary>What a poll takes that only looks, in ms.</summary>
        public int PassTime { get; set; }

        /// <summary>What every wait takes, in ms, whatever was asked for; 0 for what was asked for.</summary>
        public int FixedWait { get; set; }

        /// <summary>Called at the end of each poll, with the wait that was asked for, boxed.</summary>
        public LoopCallback Polled { get; set; }

        public int Polls { get; private set; }

        public int Wakes { get; private set; }

        public int Closes { get; private set; }

        public int LastWait { get; private set; } = int.MinValue;

        public void Poll(int milliseconds)
        {
            Polls++;
            LastWait = milliseconds;

            if (milliseconds < 0 && ++_endlessWaits > MaxEndlessWaits)
            {
                throw new Exception("the loop would wait for ever");
            }

            if (FixedWait > 0)
            {
                Ticks += FixedWait;
            }
            else
            {
                Ticks += milliseconds > 0 ? milliseconds : PassTime;
            }

            if (Polled != null)
            {
                Polled(milliseconds);
            }
        }

        public void Add(IoOperation operation)
        {
            throw new NotSupportedException();
        }

        public void Remove(IoOperation operation)
        {
        }

        public void Wake()
        {
            Wakes++;
        }

        public void Close()
        {
            Closes++;
        }
    }
}
