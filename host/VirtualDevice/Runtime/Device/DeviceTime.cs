extern alias desktop;

using System;
using DesktopMonitor = desktop::System.Threading.Monitor;
using DesktopThread = desktop::System.Threading.Thread;
using DesktopTimer = desktop::System.Threading.Timer;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What takes time on a device: the one place that knows which clock that is.
    internal static class DeviceTime
    {
        public static void Sleep(int milliseconds)
        {
            DesktopThread.Sleep(milliseconds);
            DeviceStop.Pass();
        }

        // Gives up the lock that the caller holds until it is pulsed or the time is up; false when it is.
        public static bool Wait(object gate, Deadline deadline)
        {
            int left = deadline.MillisecondsLeft;
            return left != 0 && DesktopMonitor.Wait(gate, left);
        }

        // The caller holds the lock.
        public static void PulseAll(object gate) => DesktopMonitor.PulseAll(gate);

        // On a thread of the computer, once, unless it is disposed of first.
        public static IDisposable After(int milliseconds, Action action)
        {
            // Made so, it is its own state, which holds it as long as it is to run.
            DesktopTimer timer = new DesktopTimer(_ => action());
            timer.Change(milliseconds, -1);
            return timer;
        }
    }
}
