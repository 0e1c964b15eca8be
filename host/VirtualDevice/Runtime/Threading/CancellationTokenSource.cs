using System.Collections.Generic;

namespace System.Threading
{
    public class CancellationTokenSource : IDisposable
    {
        internal static readonly CancellationTokenSource Canceled = new CancellationTokenSource { _isCanceled = true };
        internal static readonly CancellationTokenSource Never = new CancellationTokenSource();

        private readonly object _lock = new object();
        private readonly List<Action> _callbacks = new List<Action>();
        private ManualResetEvent _event;
        private Timer _timer;
        private volatile bool _isCanceled;
        private bool _isDisposed;

        public CancellationTokenSource()
        {
        }

        public CancellationTokenSource(int millisecondsDelay)
        {
            CancelAfter(millisecondsDelay);
        }

        public CancellationTokenSource(TimeSpan delay)
            : this(ToMilliseconds(delay))
        {
        }

        public bool IsCancellationRequested => _isCanceled;

        public CancellationToken Token
        {
            get
            {
                ThrowIfDisposed();
                return new CancellationToken(this);
            }
        }

        internal WaitHandle WaitHandle
        {
            get
            {
                lock (_lock)
                {
                    ThrowIfDisposed();
                    return _event ??= new ManualResetEvent(_isCanceled);
                }
            }
        }

        public void Cancel() => Cancel(false);

        // The last registered runs first. A callback that throws does not keep the others from running; then a plain
        // Exception reports it, on a device with either value of the argument.
        public void Cancel(bool throwOnFirstException)
        {
            Action[] callbacks;
            lock (_lock)
            {
                ThrowIfDisposed();
                if (_isCanceled)
                {
                    return;
                }

                _isCanceled = true;
                _timer?.Dispose();
                _event?.Set();
                callbacks = _callbacks.ToArray();
                _callbacks.Clear();
            }

            bool hasFailed = false;
            for (int i = callbacks.Length - 1; i >= 0; i--)
            {
                try
                {
                    callbacks[i]();
                }
                catch
                {
                    hasFailed = true;
                }
            }

            if (hasFailed)
            {
                throw new Exception();
            }
        }

        public void CancelAfter(TimeSpan delay) => CancelAfter(ToMilliseconds(delay));

        public void CancelAfter(int millisecondsDelay)
        {
            if (millisecondsDelay < Timeout.Infinite)
            {
                throw new ArgumentOutOfRangeException();
            }

            lock (_lock)
            {
                ThrowIfDisposed();
                if (!_isCanceled)
                {
                    _timer ??= new Timer(_ => CancelInTime(), null, Timeout.Infinite, Timeout.Infinite);
                    _timer.Change(millisecondsDelay, Timeout.Infinite);
                }
            }
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        internal CancellationTokenRegistration Register(Action callback)
        {
            lock (_lock)
            {
                if (!_isCanceled)
                {
                    if (!_isDisposed)
                    {
                        _callbacks.Add(callback);
                    }

                    return _isDisposed ? default : new CancellationTokenRegistration(this, callback);
                }
            }

            callback();
            return default;
        }

        internal void Unregister(Action callback)
        {
            lock (_lock)
            {
                _callbacks.Remove(callback);
            }
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing)
            {
                lock (_lock)
                {
                    _isDisposed = true;
                    _timer?.Dispose();
                    _callbacks.Clear();
                }
            }
        }

        private void CancelInTime()
        {
            try
            {
                Cancel();
            }
            catch (ObjectDisposedException)
            {
                // Disposed of when the timer had already fired.
            }
        }

        private void ThrowIfDisposed()
        {
            if (_isDisposed)
            {
                throw new ObjectDisposedException();
            }
        }

        private static int ToMilliseconds(TimeSpan delay)
        {
            double milliseconds = delay.TotalMilliseconds;
            return milliseconds >= -1 && milliseconds <= int.MaxValue
                ? (int)milliseconds
                : throw new ArgumentOutOfRangeException();
        }
    }
}
