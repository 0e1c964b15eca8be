extern alias desktop;

using System;
using System.Diagnostics;
using DesktopMonitor = desktop::System.Threading.Monitor;
using DesktopThread = desktop::System.Threading.Thread;
using DesktopTimer = desktop::System.Threading.Timer;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What takes time on a device: the one place that knows whether it is the computer's time or a simulation's.
    internal static class DeviceTime
    {
        private static readonly long s_ticksPerMicrosecond = Math.Max(1, Stopwatch.Frequency / 1000000);

        public static long Microseconds => SimulatedTime.Current?.Now ?? Stopwatch.GetTimestamp() / s_ticksPerMicrosecond;

        public static void Sleep(int milliseconds)
        {
            if (SimulatedTime.Current is { } time)
            {
                time.Sleep(milliseconds);
                return;
            }

            DesktopThread.Sleep(milliseconds);
            DeviceStop.Pass();
        }

        // Gives up the lock that the caller holds until it is pulsed or the time is up; false when it is.
        public static bool Wait(object gate, Deadline deadline)
        {
            if (SimulatedTime.Current is { } time)
            {
                DesktopMonitor.Exit(gate);
                try
                {
                    return time.Wait(gate, deadline);
                }
                finally
                {
                    DesktopMonitor.Enter(gate);
                }
            }

            int left = deadline.MillisecondsLeft;
            return left != 0 && DesktopMonitor.Wait(gate, left);
        }

        // The caller holds the lock.
        public static void PulseAll(object gate)
        {
            if (SimulatedTime.Current is { } time)
            {
                time.PulseAll(gate);
                return;
            }

            DesktopMonitor.PulseAll(gate);
        }

        // Once, unless it is disposed of first; on no thread of the device.
        public static IDisposable After(int milliseconds, Action action)
        {
            if (SimulatedTime.Current is { } time)
            {
                return time.After(milliseconds * 1000L, action);
            }

            // Made so, it is its own state, which holds it as long as it is to run.
            DesktopTimer timer = new DesktopTimer(_ => SimulatedTime.RunOutside(action));
            timer.Change(milliseconds, -1);
            return timer;
        }
    }
}
