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
        // A connection that has waited for its next request this long is closed when a client wants it.
        private const int EvictAfter = 500;

        // Where a connection ends with input that nobody wanted, that is read and thrown away, or the client would get a
        // reset instead of the response. So much at most, with such pauses, for so long.
        private const int LingerBytes = 16384;
        private const int LingerPause = 500;
        private const int LingerMilliseconds = 2000;

        private readonly EventLoop _loop;
        private readonly HttpHandler _handler;
        private readonly HttpServerOptions _options;
        private readonly HttpContext[] _contexts;

        // One that is to make room has not ended yet.
        private bool _evicting;

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
            _contexts = new HttpContext[options.MaxConnections];
        }

        /// <summary>How many requests were answered, since the start.</summary>
        public int Requests { get; private set; }

        /// <inheritdoc/>
        protected override async Coroutine HandleAsync(AsyncStream stream)
        {
            HttpContext context = new HttpContext(stream, _options);
            int index = Array.IndexOf(_contexts, null);
            _contexts[index] = context;

            try
            {
                while (await WaitForRequestAsync(context))
                {
                    if (!await AnswerAsync(context))
                    {
                        break;
                    }

                    if (!context.KeepAlive)
                    {
                        await LingerAsync(context);
                        break;
                    }
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
            finally
            {
                _contexts[index] = null;
            }
        }

        /// <inheritdoc/>
        protected internal override void OnFull()
        {
            int now = _loop.Ticks;

            for (int i = 0; i < _contexts.Length && !_evicting; i++)
            {
                HttpContext context = _contexts[i];

                if (context != null && context.Waiting != null && now - context.WaitingSince >= EvictAfter)
                {
                    context.Waiting.Cancel();
                    context.Waiting = null;
                    _evicting = true;
                }
            }
        }

        // False when the client closes, stays silent for too long, or must make room for another.
        private async Coroutine<bool> WaitForRequestAsync(HttpContext context)
        {
            context.Reset();

            if (context.Stream.BufferEnd > context.Stream.BufferStart)
            {
                return true;
            }

            Coroutine<int> waiting = context.Stream.FillAsync(_options.MaxHeadSize).WaitAsync(_options.IdleTimeout);
            context.WaitingSince = _loop.Ticks;
            context.Waiting = waiting;

            try
            {
                return await waiting > 0;
            }
            catch (CanceledException)
            {
                if (context.Waiting != null)
                {
                    // Not evicted: the server is closing.
                    throw;
                }
            }
            finally
            {
                context.Waiting = null;
            }

            try
            {
                // After a long turn of another coroutine its request may be there, and nobody has looked: it is served.
                return await context.Stream.FillAsync(_options.MaxHeadSize).WaitAsync(0) > 0;
            }
            finally
            {
                _evicting = false;
            }
        }

        // False when the client has gone in the middle of its request.
        private async Coroutine<bool> AnswerAsync(HttpContext context)
        {
            int failure;
            bool handling = false;

            try
            {
                if (!await context.ReadHeadAsync().WaitAsync(_options.RequestTimeout))
                {
                    return false;
                }

                if (HasClientsWaiting)
                {
                    context.KeepAlive = false;
                }

                handling = true;
                await _handler(context);
                failure = context.HasResponded ? 0 : 404;
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
            return true;
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

            if (context.HasResponded)
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
