namespace UAsyncio.Nano
{
    /// <summary>Stands before a coroutine: who is cancelled here leaves its line, and the coroutine does not notice.</summary>
    internal sealed class ShieldAwaitable : Awaitable
    {
        private readonly Coroutine _inner;

        internal ShieldAwaitable(Coroutine inner)
        {
            _inner = inner;
        }

        public override bool BeginAwait(Coroutine waiter)
        {
            return _inner.BeginAwait(waiter);
        }

        public override object EndAwait()
        {
            return _inner.EndAwait();
        }

        protected internal override bool Unpark(Coroutine waiter)
        {
            return _inner.Unpark(waiter);
        }

        protected internal override void Undo(Coroutine waiter)
        {
            _inner.Undo(waiter);
        }
    }
}
