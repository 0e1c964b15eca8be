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
    public sealed class HttpServer : TcpServer
    {
        // Where a connection ends with input that nobody wanted, that is read and thrown away, or the client would get a
        // reset instead of the response. So much at most, with such pauses, for so long.
        private const int LingerBytes = 16384;
        private const int LingerPause = 500;
        private const int LingerMilliseconds = 2000;

        private readonly EventLoop _loop;
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
            : base(null, address, port, options = options ?? new HttpServerOptions())
        {
            if (handler == null)
            {
                Close();
                throw new ArgumentNullException(nameof(handler));
            }

            _loop = EventLoop.Current;
            _handler = handler;
            _options = options;
        }

        /// <summary>How many requests were answered, since the start.</summary>
        public int Requests { get; private set; }

        /// <inheritdoc/>
        // While it waits for a request, a connection holds this coroutine, the wait, and the stream: nothing of a request.
        protected override async Coroutine ServeAsync(AsyncStream stream, int index)
        {
            try
            {
                if (IsSecure)
                {
                    await SecureAsync(stream, index);
                }

                // AnswerAsync closes a connection that is not to be kept.
                while (!stream.IsClosed)
                {
                    if (stream.BufferEnd == stream.BufferStart)
                    {
                        Coroutine<int> waiting = stream.FillAsync(_options.MaxHeadSize).WaitAsync(_options.IdleTimeout);
                        StartIdle(index, waiting, !stream.HasWritten);
                        int read;

                        try
                        {
                            read = await waiting;
                        }
                        catch (CanceledException)
                        {
                            read = -1;
                        }

                        if (StopIdle(index))
                        {
                            read = await LookAgainAsync(stream);
                        }
                        else if (read < 0)
                        {
                            // The server is closing.
                            throw new CanceledException();
                        }

                        if (read == 0)
                        {
                            return;
                        }
                    }

                    await AnswerAsync(new HttpContext(stream, _options));
                }
            }
            catch (TlsException exception)
            {
                Report(exception, "TLS");
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
            finally
            {
                try
                {
                    End(stream, index);
                }
                catch (OutOfMemoryException)
                {
                    End(stream, index);
                }
            }
        }

        // Of a connection that must make room: its request may have come all the same, in the same pass or during a long turn of
        // another coroutine. Then it is served.
        private async Coroutine<int> LookAgainAsync(AsyncStream stream)
        {
            try
            {
                return stream.BufferEnd > stream.BufferStart ? stream.BufferEnd : await stream.FillAsync(_options.MaxHeadSize).WaitAsync(0);
            }
            finally
            {
                Keep();
            }
        }

        private async Coroutine AnswerAsync(HttpContext context)
        {
            int failure;
            bool handling = false;

            try
            {
                // Most heads come in one piece.
                if (!context.TakeHead() && !await context.ReadHeadAsync().WaitAsync(_options.RequestTimeout))
                {
                    // The client has gone in the middle of its request.
                    context.Stream.Dispose();
                    return;
                }

                // A client that goes on asking must not hold up a server that closes.
                if (IsClosed || HasClientsWaiting)
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
            if (!handling || context.HasResponded || (exception is CanceledException && IsClosed))
            {
                throw exception;
            }

            Report(exception, context.Path);
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
            int start = _loop.Ticks;

            while (left > 0 && _loop.Ticks - start < LingerMilliseconds)
            {
                int read = await context.Stream.ReadAsync(trash, 0, trash.Length).WaitAsync(LingerPause);
                left = read == 0 ? 0 : left - read;
            }
        }
    }
}
