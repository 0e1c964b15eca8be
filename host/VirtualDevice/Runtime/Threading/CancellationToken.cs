namespace System.Threading
{
    public struct CancellationToken
    {
        private readonly CancellationTokenSource _source;

        public CancellationToken(bool canceled)
            : this(canceled ? CancellationTokenSource.Canceled : null)
        {
        }

        internal CancellationToken(CancellationTokenSource source)
        {
            _source = source;
        }

        public static CancellationToken None => default;

        public bool CanBeCanceled => _source != null;

        public bool IsCancellationRequested => _source != null && _source.IsCancellationRequested;

        public WaitHandle WaitHandle => (_source ?? CancellationTokenSource.Never).WaitHandle;

        public bool Equals(CancellationToken other) => _source == other._source;

        public override bool Equals(object other) => other is CancellationToken token && Equals(token);

        public override int GetHashCode() => _source == null ? 0 : _source.GetHashCode();

        public CancellationTokenRegistration Register(Action callback)
        {
            if (callback == null)
            {
                throw new ArgumentNullException();
            }

            return _source == null ? default : _source.Register(callback);
        }

        public void ThrowIfCancellationRequested()
        {
            if (IsCancellationRequested)
            {
                throw new OperationCanceledException();
            }
        }
    }
}
