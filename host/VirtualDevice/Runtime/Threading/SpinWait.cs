extern alias desktop;

using DesktopThread = desktop::System.Threading.Thread;

namespace System.Threading
{
    public struct SpinWait
    {
        private const int Turns = 20;

        public static void SpinUntil(int millisecondsTimeout) => Thread.Sleep(millisecondsTimeout);

        public static void SpinUntil(TimeSpan timeout) => Thread.Sleep(timeout);

        public void SpinOnce() => DesktopThread.SpinWait(Turns);
    }
}
