using System.Collections.Generic;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Threading
{
    // Not the desktop's: these wait in the device's time. And whoever waits is given what is set, in the order in which they came: a Reset at
    // once, or a second Set, takes it from nobody.
    public abstract class WaitHandle : MarshalByRefObject
    {
        public const int WaitTimeout = 258;

        private const int MostHandles = 64;

        private static readonly object s_lock = new object();
        private static readonly LinkedList<Waiter> s_waiters = new LinkedList<Waiter>();

        private bool _isSet;

        protected WaitHandle()
        {
        }

        public static bool WaitAll(WaitHandle[] waitHandles) => WaitAll(waitHandles, Timeout.Infinite, true);

        public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext)
        {
            return WaitFor(waitHandles, millisecondsTimeout, true) != WaitTimeout;
        }

        public static int WaitAny(WaitHandle[] waitHandles) => WaitAny(waitHandles, Timeout.Infinite, true);

        public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext)
        {
            return WaitFor(waitHandles, millisecondsTimeout, false);
        }

        public virtual bool WaitOne() => WaitOne(Timeout.Infinite, false);

        public virtual bool WaitOne(int millisecondsTimeout, bool exitContext)
        {
            return WaitFor(new[] { this }, millisecondsTimeout, false) != WaitTimeout;
        }

        // Whether one that was waited for is set no longer.
        private protected abstract bool IsAutomatic { get; }

        private protected void Set(bool isSet)
        {
            lock (s_lock)
            {
                _isSet = isSet;
                LinkedListNode<Waiter> next;
                for (LinkedListNode<Waiter> node = s_waiters.First; _isSet && node != null; node = next)
                {
                    next = node.Next;
                    if (node.Value.TryTake())
                    {
                        s_waiters.Remove(node);
                        node.Value.Wake();
                    }
                }
            }
        }

        private static int WaitFor(WaitHandle[] handles, int milliseconds, bool all)
        {
            DeviceStop.Pass();
            Deadline deadline = Deadline.OfWait(milliseconds);
            Waiter waiter = new Waiter(handles, all);
            LinkedListNode<Waiter> node;
            lock (s_lock)
            {
                if (waiter.TryTake())
                {
                    return waiter.Taken;
                }

                node = s_waiters.AddLast(waiter);
            }

            try
            {
                waiter.Wait(deadline);
            }
            finally
            {
                lock (s_lock)
                {
                    if (node.List != null)
                    {
                        s_waiters.Remove(node);
                    }
                }
            }

            return waiter.Taken;
        }

        private sealed class Waiter
        {
            private readonly WaitHandle[] _handles;
            private readonly bool _all;
            private bool _isAwake;

            public Waiter(WaitHandle[] handles, bool all)
            {
                if (handles.Length > MostHandles)
                {
                    throw new ArgumentException();
                }

                if (Array.IndexOf(handles, null) >= 0)
                {
                    throw new NullReferenceException();
                }

                _handles = handles;
                _all = all;
            }

            public int Taken { get; private set; } = WaitTimeout;

            public bool TryTake()
            {
                int index = _all ? 0 : Array.FindIndex(_handles, handle => handle._isSet);
                if (index < 0 || (_all && !Array.TrueForAll(_handles, handle => handle._isSet)))
                {
                    return false;
                }

                foreach (WaitHandle handle in _all ? _handles : new[] { _handles[index] })
                {
                    handle._isSet &= !handle.IsAutomatic;
                }

                Taken = index;
                return true;
            }

            public void Wake()
            {
                lock (this)
                {
                    _isAwake = true;
                    DeviceTime.PulseAll(this);
                }
            }

            public void Wait(Deadline deadline)
            {
                lock (this)
                {
                    while (!_isAwake && DeviceTime.Wait(this, deadline))
                    {
                    }
                }
            }
        }
    }
}
