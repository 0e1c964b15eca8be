using System.ComponentModel;
using System.Threading;

namespace UAsyncio.Nano
{
    /// <summary>An awaitable that has no result and does not fail after it has waited, such as a delay: its await ends without a call.</summary>
    public abstract class VoidAwaitable : Awaitable
    {
        /// <inheritdoc cref="Awaitable.GetAwaiter"/>
        [EditorBrowsable(EditorBrowsableState.Never)]
        public new VoidAwaiter GetAwaiter()
        {
            throw null;
        }

        /// <summary>
        /// Makes a coroutine of it, for what takes coroutines: <c>Coroutine.WhenAny(pressed.WaitAsync(), Coroutine.Delay(500))</c>.
        /// </summary>
        /// <param name="awaitable">What the coroutine shall wait for; null stays null.</param>
        public static implicit operator Coroutine(VoidAwaitable awaitable)
        {
            return awaitable == null ? null : awaitable.WaitAsync(Timeout.Infinite);
        }
    }
}
