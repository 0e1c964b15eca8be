using System;
using System.Runtime.CompilerServices;

// The awaiters that the compiler binds an await to. The weaver puts the awaitable itself in their place: no body here ever runs.
namespace UAsyncio.Nano
{
    /// <summary>The compiler's view of an awaitable.</summary>
    public abstract class Awaiter : INotifyCompletion
    {
        /// <summary>Becomes <see cref="Awaitable.BeginAwait"/>.</summary>
        public bool IsCompleted => throw null;

        /// <summary>Becomes <see cref="Awaitable.EndAwait"/>.</summary>
        public void GetResult()
        {
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation)
        {
        }
    }

    /// <summary>The compiler's view of a coroutine without a result.</summary>
    public abstract class CoroutineAwaiter : INotifyCompletion
    {
        /// <summary>Becomes <see cref="Coroutine.BeginAwait"/>.</summary>
        public bool IsCompleted => throw null;

        /// <summary>Becomes <see cref="Coroutine.EndAwait"/>.</summary>
        public void GetResult()
        {
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation)
        {
        }
    }

    /// <summary>The compiler's view of a coroutine with a result.</summary>
    /// <typeparam name="T">The type of the result: any that is not generic.</typeparam>
    public abstract class CoroutineAwaiter<T> : INotifyCompletion
    {
        /// <summary>Becomes <see cref="Coroutine.BeginAwait"/>.</summary>
        public bool IsCompleted => throw null;

        /// <summary>Becomes <see cref="Coroutine.EndAwait"/> and a cast.</summary>
        /// <returns>The result.</returns>
        public T GetResult()
        {
            throw null;
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation)
        {
        }
    }

    /// <summary>The compiler's view of a <see cref="VoidAwaitable"/>.</summary>
    public abstract class VoidAwaiter : INotifyCompletion
    {
        /// <summary>Becomes <see cref="Awaitable.BeginAwait"/>.</summary>
        public bool IsCompleted => throw null;

        /// <summary>Removed.</summary>
        public void GetResult()
        {
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation)
        {
        }
    }

    /// <summary>The compiler's view of an awaitable with a result.</summary>
    /// <typeparam name="T">The type of the result: any that is not generic.</typeparam>
    public abstract class Awaiter<T> : INotifyCompletion
    {
        /// <summary>Becomes <see cref="Awaitable.BeginAwait"/>.</summary>
        public bool IsCompleted => throw null;

        /// <summary>Becomes <see cref="Awaitable.EndAwait"/> and a cast.</summary>
        /// <returns>The result.</returns>
        public T GetResult()
        {
            throw null;
        }

        /// <inheritdoc/>
        public void OnCompleted(Action continuation)
        {
        }
    }
}
