using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request and its response. What is not answered is answered by 404.</param>
    /// <returns>The coroutine. What it throws is answered by 500, an <see cref="HttpException"/> by its status.</returns>
    public delegate Coroutine HttpHandler(HttpContext context);

    /// <summary>
    /// A small HTTP/1.1 server for one device: keep-alive, limits on everything that a client can send, and clients that
    /// wait get the connections of those that are idle.
    /// </summary>
    /// <remarks>For the thread of its loop. It does not decode chunked requests: they are answered by 501.</remarks>
    public sealed class HttpServer
    {
        // Where a connection ends with input that nobody wanted, that is read and thrown away, or the client would get a
        // reset instead of the response. So much at most, with such pauses, for so long.
        private const int LingerBytes = 16384;
        private const int LingerPause = 500;
        private const int LingerMilliseconds = 2000;

        private readonly TcpServer _server;
        private readonly HttpHandler _handler;
        private readonly HttpServerOptions _options;

        /// <summary>Starts to listen.</summary>
        /// <param name="handler">Called for each request.</param>
        /// <param name="address">The local address; IPAddress.Any for all.</param>
        /// <param name="port">The port; 80 is HTTP's.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
        /// <exception cref="InvalidOperationException">The loop has not enough free slots: one for each connection and one more.</exception>
        /// <exception cref="SocketException">The port is in use (ErrorCode 10048), or no socket is left.</exception>
        public HttpServer(HttpHandler handler, IPAddress address, int port, HttpServerOptions options = null)
        {
            _handler = handler ?? throw new ArgumentNullException(nameof(handler));
            _options = options ?? new HttpServerOptions();
            _server = new TcpServer(ServeAsync, address, port, _options);
        }

        /// <summary>How many requests were answered, since the start.</summary>
        public int Requests { get; private set; }

        /// <inheritdoc cref="TcpServer.Connections"/>
        public int Connections => _server.Connections;

        /// <inheritdoc cref="TcpServer.Port"/>
        public int Port => _server.Port;

        /// <inheritdoc cref="TcpServer.IsClosed"/>
        public bool IsClosed => _server.IsClosed;

        /// <inheritdoc cref="TcpServer.Close"/>
        public void Close()
        {
            _server.Close();
        }

        /// <inheritdoc cref="TcpServer.CloseAsync"/>
        public Coroutine CloseAsync(bool cancelHandlers = false)
        {
            return _server.CloseAsync(cancelHandlers);
        }

        // One request, of which something is there already. The server waits for the next one.
        private async Coroutine ServeAsync(TcpConnection connection)
        {
            try
            {
                connection.MakesRoom = true;
                connection.SetDeadline(_options.RequestTimeout);

                if (connection.Buffered > 0 || await connection.FillAsync(_options.MaxHeadSize) > 0)
                {
                    await AnswerAsync(new HttpContext(connection, _options));
                    connection.KeepAlive = !connection.IsClosed;
                }
            }
            catch (SocketException)
            {
                // The client has gone, which is its right.
            }
            catch (IOException)
            {
            }
            catch (TimeoutException)
            {
            }
            catch (ObjectDisposedException)
            {
                // It has made room for another.
            }
        }

        private async Coroutine AnswerAsync(HttpContext context)
        {
            int failure;
            bool handling = false;

            try
            {
                // Most heads come in one piece.
                if (!context.TakeHead() && !await context.ReadHeadAsync())
                {
                    // The client has gone in the middle of its request.
                    context.Stream.Dispose();
                    return;
                }

                // A client that goes on asking must not hold up a server that closes.
                if (IsClosed || _server.HasClientsWaiting)
                {
                    context.KeepAlive = false;
                }

                handling = true;
                await _handler(context);

                // A handler that has closed the stream has answered in its own way.
                failure = context.HasResponded || context.Stream.IsClosed ? 0 : 404;
            }
            catch (HttpException exception)
            {
                failure = exception.StatusCode;
            }
            catch (OutOfMemoryException)
            {
                failure = 503;
            }
            catch (Exception exception)
            {
                failure = FailureOf(context, exception, handling);
            }

            if (failure != 0)
            {
                await RefuseAsync(context, failure);
            }

            Requests++;

            if ((IsClosed || !context.KeepAlive) && !context.Stream.IsClosed)
            {
                await LingerAsync(context);
                context.Stream.Dispose();
            }
        }

        // The status for an exception; those that end the connection are thrown again.
        private int FailureOf(HttpContext context, Exception exception, bool handling)
        {
            if (!handling && exception is TimeoutException)
            {
                return 408;
            }

            // The client has gone, or the server closes. Otherwise it is the handler's own failure, also when that is one of
            // a connection of its own.
            if (!handling || context.HasResponded || (exception is CanceledException && IsClosed)
                || (exception is ObjectDisposedException && context.Stream.IsClosed))
            {
                throw exception;
            }

            _server.Report(exception, context.Path);
            return 500;
        }

        private async Coroutine RefuseAsync(HttpContext context, int status)
        {
            bool wellFormed = status == 404 || status == 405;

            if (context.HasResponded || context.Stream.IsClosed)
            {
                // Half a response cannot be taken back.
                context.KeepAlive = false;
                return;
            }

            context.StatusCode = status;
            context.KeepAlive = wellFormed && context.KeepAlive;
            await context.RespondAsync("text/plain", status.ToString());
        }

        private async Coroutine LingerAsync(HttpContext context)
        {
            if (!context.HasInput)
            {
                return;
            }

            byte[] trash = new byte[128];
            int left = LingerBytes;
            int start = EventLoop.Running.Ticks;

            while (left > 0 && EventLoop.Running.Ticks - start < LingerMilliseconds && !_server.HasClientsWaiting)
            {
                context.Connection.SetDeadline(LingerPause);
                int read = await context.Stream.ReadAsync(trash, 0, trash.Length);
                left = read == 0 ? 0 : left - read;
            }
        }
    }
}
