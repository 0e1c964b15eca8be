using System;
using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>The limits of a <see cref="WebSocket"/>.</summary>
    public sealed class WebSocketOptions
    {
        /// <summary>How long a message may be, in bytes; 65536 by default. A longer one ends the connection (1009).</summary>
        public int MaxMessageSize { get; set; } = 65536;

        /// <summary>
        /// The size of each of the two buffers, in bytes; 256 by default, at least 140. A message that fits into it goes out in one segment.
        /// </summary>
        public int BufferSize { get; set; } = 256;

        /// <summary>How long the peer may be silent, in ms, before it is sent a ping while something is awaited of it; 20000 by default, 0 for never.</summary>
        public int PingInterval { get; set; } = 20000;

        /// <summary>How long it may be silent after that, in ms, before the connection counts as lost (1006); 10000 by default.</summary>
        public int PingTimeout { get; set; } = 10000;

        /// <summary>How long the peer may take to answer a close, in ms; 5000 by default.</summary>
        public int CloseTimeout { get; set; } = 5000;

        /// <summary>The subprotocols: of a server, those it speaks, best first; of a client, those it offers. Null, as by default, for none.</summary>
        public string[] Protocols { get; set; }

        /// <summary>Of a server: true to let pages of other sites connect; false, as by default, for those of this server and for who is no browser.</summary>
        public bool AllowOtherOrigins { get; set; }

        /// <exception cref="ArgumentOutOfRangeException">One is out of range: it is named.</exception>
        internal void Check()
        {
            Require(MaxMessageSize > 0, nameof(MaxMessageSize));
            Require(PingInterval >= 0, nameof(PingInterval));
            Require((uint)(PingTimeout - 1) < Coroutine.MaxDelay, nameof(PingTimeout));
            Require((uint)(CloseTimeout - 1) < Coroutine.MaxDelay, nameof(CloseTimeout));

            for (int i = 0; Protocols != null && i < Protocols.Length; i++)
            {
                Require(Protocols[i] != null && HttpField.IsToken(Protocols[i]), nameof(Protocols));
            }
        }

        private static void Require(bool holds, string name)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(name);
            }
        }
    }
}
