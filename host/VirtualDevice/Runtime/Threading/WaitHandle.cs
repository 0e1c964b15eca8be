using System.Collections.Generic;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Threading
{
    // Not the desktop's: these wait in the device's time.
    public abstract class WaitHandle : MarshalByRefObject
    {
        public const int WaitTimeout = 258;

        private readonly object _gate = new object();

        // The locks of those who wait for this and others; null for none.
        private List<object> _others;
        private bool _isSet;

        protected WaitHandle()
        {
        }

        public static bool WaitAll(WaitHandle[] waitHandles) => WaitAll(waitHandles, Timeout.Infinite, false);

        public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext)
        {
            return WaitFor(waitHandles, millisecondsTimeout, TakeAll) == 0;
        }

        public static int WaitAny(WaitHandle[] waitHandles) => WaitAny(waitHandles, Timeout.Infinite, false);

        public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext)
        {
            return WaitFor(waitHandles, millisecondsTimeout, TakeAny);
        }

        public virtual bool WaitOne() => WaitOne(Timeout.Infinite, false);

        public virtual bool WaitOne(int millisecondsTimeout, bool exitContext)
        {
            DeviceStop.Pass();
            Deadline deadline = Deadline.OfWait(millisecondsTimeout);
            lock (_gate)
            {
                while (!TryTake())
                {
                    // Set at the last moment still counts.
                    if (!DeviceTime.Wait(_gate, deadline) && !_isSet)
                    {
                        return false;
                    }
                }

                return true;
            }
        }

        // Whether one that was waited for is set no longer.
        private protected abstract bool IsAutomatic { get; }

        private protected void Set(bool isSet)
        {
            object[] others;
            lock (_gate)
            {
                _isSet = isSet;
                if (!isSet)
                {
                    return;
                }

                DeviceTime.PulseAll(_gate);
                others = _others?.ToArray() ?? Array.Empty<object>();
            }

            foreach (object other in others)
            {
                lock (other)
                {
                    DeviceTime.PulseAll(other);
                }
            }
        }

        private static int WaitFor(WaitHandle[] handles, int milliseconds, Func<WaitHandle[], int> take)
        {
            DeviceStop.Pass();
            Deadline deadline = Deadline.OfWait(milliseconds);
            object gate = new object();
            foreach (WaitHandle handle in handles)
            {
                lock (handle._gate)
                {
                    (handle._others ??= new List<object>()).Add(gate);
                }
            }

            try
            {
                lock (gate)
                {
                    for (bool isInTime = true; ; isInTime = DeviceTime.Wait(gate, deadline))
                    {
                        int taken = take(handles);
                        if (taken != WaitTimeout || !isInTime)
                        {
                            return taken;
                        }
                    }
                }
            }
            finally
            {
                foreach (WaitHandle handle in handles)
                {
                    lock (handle._gate)
                    {
                        handle._others.Remove(gate);
                    }
                }
            }
        }

        private static int TakeAny(WaitHandle[] handles)
        {
            int taken = Array.FindIndex(handles, handle =>
            {
                lock (handle._gate)
                {
                    return handle.TryTake();
                }
            });
            return taken < 0 ? WaitTimeout : taken;
        }

        private static int TakeAll(WaitHandle[] handles)
        {
            int locked = 0;
            try
            {
                foreach (WaitHandle handle in handles)
                {
                    Monitor.Enter(handle._gate);
                    locked++;
                }

                if (!Array.TrueForAll(handles, handle => handle._isSet))
                {
                    return WaitTimeout;
                }

                Array.ForEach(handles, handle => handle.TryTake());
                return 0;
            }
            finally
            {
                while (locked > 0)
                {
                    Monitor.Exit(handles[--locked]._gate);
                }
            }
        }

        private bool TryTake()
        {
            bool wasSet = _isSet;
            _isSet &= !IsAutomatic;
            return wasSet;
        }
    }
}
