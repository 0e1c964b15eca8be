using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>A connection that is kept for the next request.</summary>
    internal sealed class IdleConnection
    {
        internal readonly AsyncStream Stream;
        internal readonly HttpUrl Url;
        internal readonly int Since;
        internal IdleConnection Next;

        internal IdleConnection(AsyncStream stream, HttpUrl url, int since)
        {
            Stream = stream;
            Url = url;
            Since = since;
        }
    }
}
