extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;
using DesktopMonitor = desktop::System.Threading.Monitor;

namespace System.Threading
{
    // In a simulation a thread that waits for a lock gives its turn to another.
    public static class Monitor
    {
        public static void Enter(object obj)
        {
            if (SimulatedTime.Current is { IsMine: true } time)
            {
                time.Enter(obj);
                return;
            }

            DesktopMonitor.Enter(obj);
        }

        public static void Exit(object obj)
        {
            // Of another's lock, or nobody's, a device knows no more than this.
            if (obj != null && !DesktopMonitor.IsEntered(obj))
            {
                throw new Exception();
            }

            DesktopMonitor.Exit(obj);

            if (SimulatedTime.Current is { IsMine: true } time)
            {
                time.PulseAll(obj);
            }
        }
    }
}
