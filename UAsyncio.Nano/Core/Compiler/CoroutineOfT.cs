using System;
using System.Runtime.CompilerServices;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A coroutine with a result. It exists for the compiler only: woven code knows it as <see cref="Coroutine"/>, the result
    /// as an object, so that nothing generic reaches the device.
    /// </summary>
    /// <typeparam name="T">The type of the result: any that is not generic. A value type is boxed once.</typeparam>
    [AsyncMethodBuilder(typeof(CoroutineBuilder<>))]
    public abstract class Coroutine<T> : Coroutine
    {
        /// <summary>The result of a coroutine that has ended.</summary>
        /// <exception cref="InvalidOperationException">It has not ended.</exception>
        public new T Result => throw null;

        /// <inheritdoc cref="Awaitable.GetAwaiter"/>
        public new CoroutineAwaiter<T> GetAwaiter()
        {
            throw null;
        }

        /// <inheritdoc cref="Coroutine.WaitAsync(int)"/>
        public new Coroutine<T> WaitAsync(int milliseconds)
        {
            throw null;
        }

        /// <inheritdoc cref="Coroutine.WaitAsync(TimeSpan)"/>
        public new Coroutine<T> WaitAsync(TimeSpan time)
        {
            throw null;
        }
    }
}
