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

        // Once it has been started in a simulation.
        private SimulatedThread _simulated;

        public Thread(ThreadStart start)
        {
            if (start == null)
            {
                throw new ArgumentNullException();
            }

            _thread = new DesktopThread(simulated =>
            {
                s_current = this;
                if (simulated is SimulatedThread self)
                {
                    SimulatedTime.Run(self, () => DeviceThreads.Run(start.Invoke));
                    return;
                }

                SimulatedTime.RunOutside(() => DeviceThreads.Run(start.Invoke));
                DeviceThreads.End();
            });
            _thread.IsBackground = true;
        }

        private Thread(DesktopThread thread)
        {
            _thread = thread;
        }

        public static Thread CurrentThread => s_current ??= new Thread(DesktopThread.CurrentThread);

        public bool IsAlive => _simulated == null ? _thread.IsAlive : !_simulated.HasEnded;

        public int ManagedThreadId => _thread.ManagedThreadId;

        public ThreadPriority Priority
        {
            get => _thread.Priority;
            set => _thread.Priority = value;
        }

        // Every device thread is a background thread to the desktop, which a device would not show.
        public ThreadState ThreadState => _thread.ThreadState & ~ThreadState.Background;

        public static void Sleep(int millisecondsTimeout) => DeviceTime.Sleep(millisecondsTimeout);

        public static void Sleep(TimeSpan timeout) => DeviceTime.Sleep((int)timeout.TotalMilliseconds);

        public static void SpinWait(int iterations) => DesktopThread.SpinWait(iterations);

        public void Abort() => throw new PlatformNotSupportedException();

        public void Join() => Join(Timeout.Infinite);

        public bool Join(int millisecondsTimeout)
        {
            if (ThreadState == ThreadState.Unstarted)
            {
                throw new Exception();
            }

            return _simulated == null ? _thread.Join(millisecondsTimeout) : _simulated.Time.Join(_simulated, Deadline.OfWait(millisecondsTimeout));
        }

        public bool Join(TimeSpan timeout) => Join((int)timeout.TotalMilliseconds);

        public void Resume() => throw new PlatformNotSupportedException();

        public void Start()
        {
            if (SimulatedTime.Current is { } time)
            {
                _simulated = time.Start(_thread);
                return;
            }

            DeviceThreads.Begin();
            try
            {
                _thread.Start(null);
            }
            catch
            {
                DeviceThreads.End();
                throw;
            }
        }

        public void Suspend() => throw new PlatformNotSupportedException();
    }
}
