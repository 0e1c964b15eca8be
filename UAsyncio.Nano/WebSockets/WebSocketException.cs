using System.IO;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>A WebSocket that cannot go on, or did not come about.</summary>
    public sealed class WebSocketException : IOException
    {
        /// <summary>Makes one.</summary>
        /// <param name="code">What <see cref="Code"/> says.</param>
        public WebSocketException(int code)
            : base("WebSocket " + code)
        {
            Code = code;
        }

        /// <summary>
        /// Why, as RFC 6455 numbers it and as the peer was told: 1002 a frame against the protocol, 1006 the connection ended or was
        /// silent without a close, 1007 text that is no UTF-8, 1009 a message too long. Of a handshake: the status of HTTP, or 0 for an
        /// answer that is none.
        /// </summary>
        public int Code { get; }
    }
}
