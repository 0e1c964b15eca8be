extern alias desktop;

using System;
using UAsyncio.VirtualDevice.Runtime;
using DesktopThread = desktop::System.Threading.Thread;

namespace System.Threading
{
    // The desktop's thread would take the whole process along when an exception leaves it.
    public sealed class Thread
    {
        [ThreadStatic]
        private static Thread s_current;

        private readonly DesktopThread _thread;

        public Thread(ThreadStart start)
        {
            if (start == null)
            {
                throw new ArgumentNullException();
            }

            _thread = new DesktopThread(() =>
            {
                s_current = this;
                DeviceThreads.Run(start.Invoke);
            });
            _thread.IsBackground = true;
        }

        private Thread(DesktopThread thread)
        {
            _thread = thread;
        }

        public static Thread CurrentThread => s_current ??= new Thread(DesktopThread.CurrentThread);

        public bool IsAlive => _thread.IsAlive;

        public int ManagedThreadId => _thread.ManagedThreadId;

        public ThreadPriority Priority
        {
            get => _thread.Priority;
            set => _thread.Priority = value;
        }

        // Every device thread is a background thread to the desktop, which a device would not show.
        public ThreadState ThreadState => _thread.ThreadState & ~ThreadState.Background;

        public static void Sleep(int millisecondsTimeout)
        {
            DesktopThread.Sleep(millisecondsTimeout);
            DeviceStop.Pass();
        }

        public static void Sleep(TimeSpan timeout)
        {
            DesktopThread.Sleep(timeout);
            DeviceStop.Pass();
        }

        public static void SpinWait(int iterations) => DesktopThread.SpinWait(iterations);

        public void Abort() => throw new PlatformNotSupportedException();

        public void Join() => _thread.Join();

        public bool Join(int millisecondsTimeout) => _thread.Join(millisecondsTimeout);

        public bool Join(TimeSpan timeout) => _thread.Join(timeout);

        public void Resume() => throw new PlatformNotSupportedException();

        public void Start() => _thread.Start();

        public void Suspend() => throw new PlatformNotSupportedException();
    }
}
