using System;
using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// An HTTP/1.1 server for one device: keep-alive, limits on everything that a client can send, and clients that
    /// wait get the connections of those that are idle. It serves HTTPS too, beside HTTP if wanted.
    /// </summary>
    /// <remarks>For the thread of its loop.</remarks>
    public sealed partial class HttpServer
    {
        private readonly HttpHandler _handler;
        private readonly HttpHandler _secureHandler;
        private readonly HttpServerOptions _options;
        private readonly TcpServer _server;

        // HTTPS, where it is served beside HTTP.
        private readonly TcpServer _secure;

        // Kept for the next request: most often there is one at a time.
        private HttpContext _spare;
        private int _requests;

        /// <summary>Starts to listen.</summary>
        /// <param name="handler">Called for each request.</param>
        /// <param name="address">The local address; IPAddress.Any for all.</param>
        /// <param name="port">The port; 80 is HTTP's.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of range: it is named.</exception>
        /// <exception cref="InvalidOperationException">The loop has not enough free slots: one for each place and one more, for each port.</exception>
        /// <exception cref="SocketException">The port is in use (ErrorCode 10048), or no socket is left.</exception>
        public HttpServer(HttpHandler handler, IPAddress address, int port, HttpServerOptions options = null)
        {
            _secureHandler = handler ?? throw new ArgumentNullException(nameof(handler));
            _options = options ?? new HttpServerOptions();
            _handler = _options.RedirectToTls ? RedirectToTlsAsync : handler;

            if (_options.Tls == null || _options.TlsPort == 0)
            {
                _server = new TcpServer(ServeAsync, address, port, _options);
                return;
            }

            _secure = new TcpServer(ServeAsync, address, _options.TlsPort, _options.ForTls());

            try
            {
                _server = new TcpServer(ServeAsync, address, port, _options.ForPlain());
            }
            catch (Exception)
            {
                // Nobody else has it: where memory is too short to close it, that is tried again.
                for (int attempts = HttpContext.MaxFailures; attempts > 0;)
                {
                    try
                    {
                        _secure.Close();
                        attempts = 0;
                    }
                    catch (OutOfMemoryException)
                    {
                        attempts--;
                    }
                }

                throw;
            }
        }

        /// <summary>How many requests were answered, since the start.</summary>
        public int Requests => _requests;

        /// <summary>How many clients have gone before their response was sent, since the start. Nothing is wrong with the app then.</summary>
        public int ClientsLost { get; private set; }

        /// <summary>How many connections there are: those that are being served, and those that wait for their clients.</summary>
        public int Connections => _server.Connections + (_secure == null ? 0 : _secure.Connections);

        /// <inheritdoc cref="TcpServer.Port"/>
        public int Port => _server.Port;

        /// <inheritdoc cref="TcpServer.IsClosed"/>
        public bool IsClosed => _server.IsClosed;

        /// <summary>Whether a connection is one of TLS.</summary>
        internal bool IsSecure(TcpConnection connection)
        {
            return _secure == null ? _options.Tls != null : connection.Server == _secure;
        }

        /// <inheritdoc cref="TcpServer.Close"/>
        public void Close()
        {
            _server.Close();
            _secure?.Close();
        }

        /// <inheritdoc cref="TcpServer.CloseAsync"/>
        public async Coroutine CloseAsync(bool cancelHandlers = false)
        {
            Close();
            await _server.CloseAsync(cancelHandlers);

            if (_secure != null)
            {
                await _secure.CloseAsync(cancelHandlers);
            }
        }
    }
}
