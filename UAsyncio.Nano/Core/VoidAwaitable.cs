using System.ComponentModel;

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
    }
}
