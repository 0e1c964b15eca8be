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

        private readonly ThreadStart _start;
        private readonly DesktopThread _thread;
        private ThreadPriority _priority = ThreadPriority.Normal;
        private int _isStarted;

        // Once it has been started in a simulation.
        private SimulatedThread _simulated;

        public Thread(ThreadStart start)
        {
            _start = start;
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
            _isStarted = 1;
            _thread = thread;
        }

        public static Thread CurrentThread => s_current ??= new Thread(DesktopThread.CurrentThread);

        public bool IsAlive => _simulated == null ? _thread.IsAlive : !_simulated.HasEnded;

        public int ManagedThreadId => _thread.ManagedThreadId;

        public ThreadPriority Priority
        {
            get => _priority;

            set
            {
                if (value < ThreadPriority.Lowest || value > ThreadPriority.Highest)
                {
                    throw new ArgumentException();
                }

                _priority = value;
                if (_thread.IsAlive || _isStarted == 0)
                {
                    _thread.Priority = value;
                }
            }
        }

        // Every device thread is a background thread to the desktop, which a device would not show.
        public ThreadState ThreadState => _thread.ThreadState & ~ThreadState.Background;

        public static void Sleep(int millisecondsTimeout) => DeviceTime.Sleep(millisecondsTimeout);

        public static void Sleep(TimeSpan timeout) => Sleep(ToMilliseconds(timeout));

        public static void SpinWait(int iterations) => DesktopThread.SpinWait(iterations);

        public void Abort() => throw Lacks(nameof(Abort));

        public void Join() => Join(Timeout.Infinite);

        public bool Join(int millisecondsTimeout)
        {
            if (ThreadState == ThreadState.Unstarted)
            {
                throw new Exception();
            }

            if (this == CurrentThread)
            {
                throw new ArgumentException();
            }

            return _simulated == null ? _thread.Join(millisecondsTimeout) : _simulated.Time.Join(_simulated, Deadline.OfWait(millisecondsTimeout));
        }

        public bool Join(TimeSpan timeout) => Join(ToMilliseconds(timeout));

        public void Resume() => throw Lacks(nameof(Resume));

        public void Start()
        {
            if (Interlocked.CompareExchange(ref _isStarted, 1, 0) != 0)
            {
                throw new ArgumentException();
            }

            // Not before: the constructor takes what it is given.
            if (_start == null)
            {
                _isStarted = 0;
                throw new NullReferenceException();
            }

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

        public void Suspend() => throw Lacks(nameof(Suspend));

        private static int ToMilliseconds(TimeSpan timeout)
        {
            long milliseconds = timeout.Ticks / TimeSpan.TicksPerMillisecond;
            return milliseconds is >= Timeout.Infinite and <= int.MaxValue ? (int)milliseconds : throw new ArgumentOutOfRangeException();
        }

        private static PlatformNotSupportedException Lacks(string member) => new($"The virtual device lacks System.Threading.Thread.{member}");
    }
}
