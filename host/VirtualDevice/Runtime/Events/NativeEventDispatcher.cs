using System;

namespace nanoFramework.Runtime.Events
{
    // No driver is behind it: nothing but the host's own events ever comes.
    public class NativeEventDispatcher : IDisposable
    {
        protected NativeEventHandler threadSpawn;
        protected NativeEventHandler callbacks;
        protected bool disposed;

        public NativeEventDispatcher(string driverName, ulong driverData)
        {
        }

        ~NativeEventDispatcher()
        {
            Dispose(false);
        }

        public event NativeEventHandler OnInterrupt
        {
            add => callbacks += value;
            remove => callbacks -= value;
        }

        public virtual void DisableInterrupt()
        {
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public virtual void EnableInterrupt()
        {
        }

        protected virtual void Dispose(bool disposing) => disposed = true;
    }
}
