using System.ComponentModel;

namespace UAsyncio.Nano
{
    /// <summary>An awaitable whose result is an int, such as the number of bytes read: handed over without a box.</summary>
    public abstract class IntAwaitable : Awaitable
    {
        /// <inheritdoc cref="Awaitable.GetAwaiter"/>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public new IntAwaiter GetAwaiter()
        {
            throw null;
        }

        /// <summary>Used by <c>await</c>: the result, or the exception in its place.</summary>
        /// <returns>The result.</returns>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public abstract int EndAwaitInt();

        /// <inheritdoc/>
        public override object EndAwait()
        {
            return EndAwaitInt();
        }

        /// <inheritdoc cref="Coroutine.WaitAsync(int)"/>
        public Coroutine<int> WaitAsync(int milliseconds)
        {
            return (Coroutine<int>)(object)new TimeoutWait(this, milliseconds);
        }
    }
}
