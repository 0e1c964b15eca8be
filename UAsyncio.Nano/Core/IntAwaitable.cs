using System.ComponentModel;

namespace UAsyncio.Nano
{
    /// <summary>An awaitable whose result is an int, such as the number of bytes read: handed over without a box, and without a call.</summary>
    public abstract partial class IntAwaitable : Awaitable
    {
        /// <summary>The coroutine that waits, from the await to the delivery of the result. For who derives from this, and for woven code.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public Coroutine Waiter;

        /// <summary>What came out. For who derives from this, and for woven code.</summary>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public int Outcome;

        /// <inheritdoc cref="Awaitable.GetAwaiter"/>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public new IntAwaiter GetAwaiter()
        {
            throw null;
        }

        /// <summary>Used by <c>await</c>: the result. What has come in its place was thrown before.</summary>
        /// <returns>The result.</returns>
        [EditorBrowsable(EditorBrowsableState.Advanced)]
        [Inline]
        public int EndAwaitInt()
        {
            Waiter = null;
            return Outcome;
        }

        /// <inheritdoc/>
        public override object EndAwait()
        {
            object result = Outcome;
            Waiter = null;
            return result;
        }

        /// <inheritdoc cref="Awaitable.WaitAsync(int)"/>
        public new Coroutine<int> WaitAsync(int milliseconds)
        {
            return (Coroutine<int>)(object)new TimeLimitWait(this, milliseconds);
        }
    }
}
