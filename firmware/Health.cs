using nanoFramework.Runtime.Native;
using UAsyncio.Nano;

namespace Firmware
{
    /// <summary>How the device is: what of its heap is free, and how long the longest wait for a turn of the loop was.</summary>
    public sealed class Health
    {
        private const int Period = 250;
        private const int PeriodsPerHeap = 20;
        private const int PeriodsPerSecond = 4;

        private int _longest;

        /// <summary>What was free of the heap at the last look, in bytes: every 5 s, since looking collects.</summary>
        public uint FreeHeap { get; private set; }

        /// <summary>By how much the loop was late at most, in ms, in the last 5 s: the longest turn of a coroutine that others had to wait for.</summary>
        public int Lateness { get; private set; }

        /// <summary>How often the loop has looked for something to do and found nothing, in the last second: much where there is time left.</summary>
        public int Passes { get; private set; }

        /// <summary>Watches, for ever.</summary>
        /// <returns>The coroutine.</returns>
        public async Coroutine WatchAsync()
        {
            DevicePoller poller = (DevicePoller)EventLoop.Running.Poller;
            int rounds = poller.IdleRounds;

            for (int i = 0; ; i++)
            {
                if (i % PeriodsPerSecond == 0)
                {
                    Passes = poller.IdleRounds - rounds;
                    rounds = poller.IdleRounds;
                }

                if (i % PeriodsPerHeap == 0)
                {
                    FreeHeap = GC.Run(false);
                    Lateness = _longest;
                    _longest = 0;
                }

                int due = EventLoop.Running.Ticks + Period;
                await Coroutine.Delay(Period);
                int late = EventLoop.Running.Ticks - due;
                _longest = late > _longest ? late : _longest;
                Lateness = _longest > Lateness ? _longest : Lateness;
            }
        }
    }
}
