extern alias desktop;

using SemaphoreSlim = desktop::System.Threading.SemaphoreSlim;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A thread of a simulation: it runs when it is its turn, and no other does.
    internal sealed class SimulatedThread
    {
        private readonly SemaphoreSlim _turn = new SemaphoreSlim(0);

        public SimulatedThread(SimulatedTime time, string name)
        {
            Time = time;
            Name = name;
        }

        public SimulatedTime Time { get; }

        public string Name { get; }

        // What it waits for; null while it runs or is ready to, and while it only sleeps.
        public object Waiting { get; set; }

        public bool IsWoken { get; set; }

        public bool HasEnded { get; set; }

        // Dispatches what comes from interrupts or timers, and never ends.
        public bool IsService { get; set; }

        // It is to unwind and to end: whatever it still does, the device does not do.
        public bool IsEnding { get; set; }

        // When its turn began, in µs.
        public long TurnStart { get; set; }

        // How often it was told that it is to end, and went on all the same.
        public int Endings { get; set; }

        public void Resume() => _turn.Release();

        public void Park() => _turn.Wait();
    }
}
