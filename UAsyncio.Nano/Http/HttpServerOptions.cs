using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    /// <summary>The limits of an <see cref="HttpServer"/>: what one client can take of the device's memory and time.</summary>
    public class HttpServerOptions : TcpServerOptions
    {
        /// <summary>The defaults.</summary>
        public HttpServerOptions()
        {
            ClientSpeaksFirst = true;
        }

        /// <summary>How long request line and header fields may be together, in bytes; 2048 by default. More is answered by 431, or by 414 where it is the target alone.</summary>
        public int MaxHeadSize { get; set; } = 2048;

        /// <summary>How many header fields there may be; 32 by default. More are answered by 431.</summary>
        public int MaxHeaders { get; set; } = 32;

        /// <summary>How long a body may be that is read as a whole, in bytes; 4096 by default. More is answered by 413.</summary>
        public int MaxBodySize { get; set; } = 4096;

        /// <summary>
        /// How long a head, a body that is read as a whole, or a piece of one that is not, may take to come, in ms from its first byte;
        /// 5000 by default. Then 408 is the answer.
        /// </summary>
        public int RequestTimeout { get; set; } = 5000;

        /// <summary>How long the client may take for each 4096 bytes of a response, in ms; 30000 by default. Then it is cut off.</summary>
        public int WriteTimeout { get; set; } = 30000;

        /// <summary>
        /// The names that the server answers to, without port; null, as by default, for any. Addresses are always answered to. Against pages
        /// of others whose name leads to this device (DNS rebinding): these are answered by 421.
        /// </summary>
        public string[] AllowedHosts { get; set; }

        /// <summary>
        /// The port for HTTPS beside HTTP, such as 443; 0, as by default, for one of the two only: HTTPS where there is a certificate
        /// (<see cref="TcpServerOptions.Tls"/>).
        /// </summary>
        public int TlsPort { get; set; }

        /// <summary>How many of <see cref="TcpServerOptions.MaxConnections"/> are for HTTPS where both are served; 2 by default. One more socket listens.</summary>
        public int MaxTlsConnections { get; set; } = 2;

        /// <summary>True to answer HTTP by leading to HTTPS, where both are served.</summary>
        public bool RedirectToTls { get; set; }

        private bool IsBoth => Tls != null && TlsPort != 0;

        /// <inheritdoc/>
        protected override void Check()
        {
            base.Check();
            Require(MaxHeadSize > 0, nameof(MaxHeadSize));
            Require(MaxHeaders > 0, nameof(MaxHeaders));
            Require(MaxBodySize >= 0, nameof(MaxBodySize));
            Require((uint)(RequestTimeout - 1) < Coroutine.MaxDelay, nameof(RequestTimeout));
            Require((uint)(WriteTimeout - 1) < Coroutine.MaxDelay, nameof(WriteTimeout));
            Require((uint)TlsPort <= 65535, nameof(TlsPort));
            Require(!IsBoth || (MaxTlsConnections > 0 && MaxTlsConnections < MaxConnections), nameof(MaxTlsConnections));
            Require(!RedirectToTls || IsBoth, nameof(RedirectToTls));
        }

        // Where both are served, the servers see parts of these only: all are checked here, before the first of them starts.
        internal TcpServerOptions ForTls()
        {
            Check();
            return With(Tls, MaxTlsConnections, MaxWaiting / 2);
        }

        internal TcpServerOptions ForPlain()
        {
            return With(null, MaxConnections - MaxTlsConnections, MaxWaiting - (MaxWaiting / 2));
        }

        private TcpServerOptions With(TlsServerOptions tls, int connections, int waiting)
        {
            return new TcpServerOptions
            {
                Tls = tls,
                MaxConnections = connections,
                MaxWaiting = waiting,
                Backlog = Backlog,
                ClientSpeaksFirst = ClientSpeaksFirst,
                IdleTimeout = IdleTimeout,
            };
        }
    }
}
