using System.Threading;

namespace UAsyncio.Nano.Cancellation
{
    /// <summary>A function that may wait and that a token ends.</summary>
    /// <param name="token">It is canceled when nobody wants the outcome any more.</param>
    /// <param name="state">What was given along with it.</param>
    public delegate void TokenWork(CancellationToken token, object state);
}
