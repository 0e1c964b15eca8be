extern alias desktop;

using ManualResetEventSlim = desktop::System.Threading.ManualResetEventSlim;

namespace UAsyncio.VirtualDevice.Runtime
{
    // While native code keeps the interpreter, as a TLS handshake does, no other thread of the device runs. Here each goes on
    // up to its next look at the clock, sleep or socket call, and waits there.
    internal static class DeviceStop
    {
        private static readonly object s_lock = new object();
        private static readonly ManualResetEventSlim s_running = new ManualResetEventSlim(true);
        private static int s_stops;

        [System.ThreadStatic]
        private static bool s_isMine;

        // The threads are those of many devices, and each stops alone.
        public static bool IsOfThread { get; set; }

        public static void Begin()
        {
            Pass();
            SimulatedTime.Current?.BeginExclusive();
            lock (s_lock)
            {
                s_stops++;
                s_running.Reset();
                s_isMine = true;
            }
        }

        public static void End()
        {
            SimulatedTime.Current?.EndExclusive();
            lock (s_lock)
            {
                s_isMine = false;
                if (--s_stops == 0)
                {
                    s_running.Set();
                }
            }
        }

        public static void Pass()
        {
            if (SimulatedTime.Current is { } time)
            {
                time.Pass(SimulatedTime.ClockCost);
                return;
            }

            if (!s_isMine && !IsOfThread && !s_running.IsSet)
            {
                s_running.Wait();
            }
        }
    }
}
