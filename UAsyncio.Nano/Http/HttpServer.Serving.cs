using System;
using System.IO;
using System.Net.Sockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    public sealed partial class HttpServer
    {
        // A client that is refused may be sending still. What it sends is read and thrown away, or it would get a reset instead of the
        // response: until it closes, or is silent for so long, and for so long at most.
        private const int LingerPause = 500;
        private const int LingerMilliseconds = 5000;
        private const int LingerBuffer = 256;

        // One request, of which something is there already. The connection waits for the next one without a coroutine.
        private async Coroutine ServeAsync(TcpConnection connection)
        {
            HttpContext context = _spare ?? new HttpContext(this, _options);
            _spare = null;

            try
            {
                int failure;

                try
                {
                    context.Start(connection);
                    connection.MakesRoom = true;

                    // Something is there already, usually the whole head.
                    int read = connection.TryFill(_options.MaxHeadSize);

                    if (!context.TakeHead())
                    {
                        connection.SetDeadline(_options.RequestTimeout);

                        do
                        {
                            if (read == 0)
                            {
                                // The client has gone in the middle of its request.
                                return;
                            }

                            read = await connection.FillAsync(_options.MaxHeadSize);
                        }
                        while (!context.TakeHead());
                    }

                    await Handle(context);

                    if (context.HasEnded)
                    {
                        failure = 0;
                    }
                    else
                    {
                        if (context.IsResponding)
                        {
                            await context.EndResponseAsync();
                        }

                        failure = context.HasResponded ? 0 : 404;
                    }
                }
                catch (Exception exception)
                {
                    failure = FailureOf(context, exception);
                }

                if (failure != 0)
                {
                    await RefuseAsync(context, failure);
                }

                _requests++;

                if (context.KeepAlive && !connection.Server.IsClosed)
                {
                    if (context._hasRest)
                    {
                        context.SkipRest();
                    }

                    connection.KeepAlive = true;
                }
                else if (!context.IsTaken && context.HasInput)
                {
                    // It reads.
                    context.EndWatch();
                    await LingerAsync(connection);
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
            finally
            {
                context.End();
                _spare = context;
            }
        }

        private Coroutine Handle(HttpContext context)
        {
            TcpServer server = context.Connection.Server;

            // A client that goes on asking must not hold up a server that closes, or a client that waits.
            if (context.KeepAlive && (server.IsClosed || server.HasClientsWaiting))
            {
                context.KeepAlive = false;
            }

            if (context.IsOfServer)
            {
                context.StatusCode = 204;
                return context.RespondAsync(null, string.Empty);
            }

            context.Handling = _handler(context);
            return context.Handling;
        }

        // The handler where clients without TLS are led to it.
        private Coroutine RedirectToTlsAsync(HttpContext context)
        {
            if (context.IsSecure)
            {
                return _secureHandler(context);
            }

            string host = context.Host;

            if (host == null || host.Length == 0)
            {
                throw new HttpException(400);
            }

            int colon = host[host.Length - 1] == ']' ? -1 : host.LastIndexOf(':');
            host = colon < 0 ? host : host.Substring(0, colon);
            string port = _options.TlsPort == 443 ? string.Empty : ":" + _options.TlsPort;
            return context.RedirectAsync("https://" + host + port + context.RawPath + (context.Query.Length > 0 ? "?" + context.Query : string.Empty), 308);
        }

        // The status for an exception; those that end the connection are thrown again.
        private int FailureOf(HttpContext context, Exception exception)
        {
            if (exception is HttpException)
            {
                int status = ((HttpException)exception).StatusCode;

                // Another one is of a client's: what it asked for was elsewhere, say.
                return status >= 400 && status < 600 ? status : 502;
            }

            if (exception is OutOfMemoryException)
            {
                return 503;
            }

            if (!context.HasRequest)
            {
                return exception is TimeoutException ? 408 : throw exception;
            }

            TcpConnection connection = context.Connection;

            if (context.HasClientLeft || connection.IsClosed || (context.IsTaken && (exception is SocketException || exception is IOException)))
            {
                // Which is its right: nothing is wrong with the handler.
                ClientsLost++;

                if (DevicePoller.Debug)
                {
                    connection.Server.Report(exception, context.RawPath);
                }

                throw new ObjectDisposedException(string.Empty);
            }

            if (exception is CanceledException && connection.Server.IsClosed)
            {
                throw exception;
            }

            // The handler's own failure, also when that is one of a connection of its own.
            connection.Server.Report(exception, context.RawPath);
            return 500;
        }

        private async Coroutine RefuseAsync(HttpContext context, int status)
        {
            bool isEndKnown = IsEndKnown(status);
            context.Withdraw();

            if (context.HasResponded)
            {
                // Half a response cannot be taken back.
                context.KeepAlive = false;
            }
            else
            {
                context.StatusCode = status;
                context.KeepAlive = context.HasRequest && context.KeepAlive && isEndKnown;
                await context.RespondAsync("text/plain", status.ToString());
            }

            if (!isEndKnown)
            {
                context.LoseEnd();
            }
        }

        // Whether the request that is refused by this status was understood, so that the next one can be told from it.
        private static bool IsEndKnown(int status)
        {
            return status > 400 && status < 500 && status != 408 && status != 413 && status != 414 && status != 417 && status != 421 && status != 431;
        }

        // Where another client waits, what has come is read, and nothing waited for: a socket that is closed with something unread is reset.
        private async Coroutine LingerAsync(TcpConnection connection)
        {
            byte[] trash = new byte[LingerBuffer];
            int start = EventLoop.Running.Ticks;
            bool isWanted;

            do
            {
                connection.SetDeadline(LingerPause);
                isWanted = connection.Server.HasClientsWaiting;
            }
            while (EventLoop.Running.Ticks - start < (isWanted ? LingerPause : LingerMilliseconds) && (!isWanted || connection.CanRead())
                && await connection.ReadAsync(trash, 0, trash.Length) > 0);
        }
    }
}
