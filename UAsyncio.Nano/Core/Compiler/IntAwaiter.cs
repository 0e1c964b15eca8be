using System;
using System.Runtime.CompilerServices;

namespace UAsyncio.Nano
{
    /// <summary>The compiler's view of an <see cref="IntAwaitable"/>: a result that is not boxed. No body here ever runs.</summary>
    public abstract class IntAwaiter : INotifyCompletion
    {
        /// <summary>Becomes <see cref="Awaitable.BeginAwait"/>.</summary>
        public bool IsCompleted => throw null;

        /// <summary>Becomes <see cref="IntAwaitable.EndAwaitInt"/>.</summary>
        /// <returns>The result.</returns>
        public int GetResult()
        {
            throw null;
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation)
        {
        }
    }
}
