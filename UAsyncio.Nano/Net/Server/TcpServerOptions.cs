using System;

namespace UAsyncio.Nano.Net
{
    /// <summary>How a <see cref="TcpServer"/> listens.</summary>
    public class TcpServerOptions
    {
        /// <summary>
        /// How many connections are served at a time; 8 by default. Each such place keeps a slot of the loop, from the start of
        /// the server on.
        /// </summary>
        public int MaxConnections { get; set; } = 8;

        /// <summary>
        /// How many more connections there may be, which wait for their clients or for a place; 4 by default. Each costs a socket only. A
        /// device has 16 sockets (ESP32) or 4 (STM32): they must do for these, the connections that are served and the listener.
        /// </summary>
        public int MaxWaiting { get; set; } = 4;

        /// <summary>How many clients may wait to be accepted; 16 by default. The network stack may allow fewer.</summary>
        public int Backlog { get; set; } = 16;

        /// <summary>
        /// False, as by default: a client is served as soon as it has connected, so that a handler can speak first. True, as for HTTP: it is
        /// served when its first bytes are there, and has no place of those of <see cref="MaxConnections"/> before.
        /// </summary>
        public bool ClientSpeaksFirst { get; set; }

        /// <summary>
        /// How long, in ms, a connection may wait for its client without being served; 15000 by default. One that was served before is
        /// closed after half a second without a word when another client needs its socket, one that was not after 3.5 s: what it sent
        /// first may have been lost, and is sent again after 1 and after 3 s.
        /// </summary>
        public int IdleTimeout { get; set; } = 15000;

        /// <summary>
        /// The server's certificate, to serve TLS; null, as by default, for plain TCP. A client has its place when its hello is there.
        /// </summary>
        public TlsServerOptions Tls { get; set; }

        /// <summary>Refuses what no server can run with, when it starts. One that adds options adds its own.</summary>
        /// <exception cref="ArgumentOutOfRangeException">One is out of range: it is named.</exception>
        protected internal virtual void Check()
        {
            Require(MaxConnections > 0, nameof(MaxConnections));
            Require(MaxWaiting >= 0, nameof(MaxWaiting));
            Require(Backlog > 0, nameof(Backlog));
            Require(IdleTimeout > 0, nameof(IdleTimeout));
            Require(Tls == null || (uint)(Tls.HelloTimeout - 1) < Coroutine.MaxDelay, nameof(TlsServerOptions.HelloTimeout));
        }

        /// <summary>Refuses an option.</summary>
        /// <param name="holds">Whether it is in range.</param>
        /// <param name="name">Its name.</param>
        /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
        protected static void Require(bool holds, string name)
        {
            if (!holds)
            {
                throw new ArgumentOutOfRangeException(name);
            }
        }
    }
}
