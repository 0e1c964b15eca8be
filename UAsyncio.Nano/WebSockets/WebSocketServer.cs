using System;
using System.IO;
using System.Net.Sockets;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>Turns a request into a WebSocket.</summary>
    public sealed class WebSocketServer
    {
        private static readonly WebSocketOptions s_defaults = new WebSocketOptions();

        private readonly WebSocketHandler _handler;
        private readonly WebSocketOptions _options;
        private readonly string _protocol;

        private WebSocketServer(WebSocketHandler handler, WebSocketOptions options, string protocol)
        {
            _handler = handler;
            _options = options;
            _protocol = protocol;
        }

        /// <summary>
        /// Answers a request by a WebSocket. The handler runs when the request's own has ended, in the same place; nothing of the request
        /// is held then.
        /// </summary>
        /// <param name="context">The request.</param>
        /// <param name="handler">Serves the WebSocket.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="context"/> or <paramref name="handler"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of range: it is named.</exception>
        /// <exception cref="HttpException">It does not ask for a WebSocket (426), does so wrongly (400), or comes from a page of another site (403).</exception>
        public static async Coroutine AcceptAsync(HttpContext context, WebSocketHandler handler, WebSocketOptions options = null)
        {
            if (context == null || handler == null)
            {
                throw new ArgumentNullException(context == null ? nameof(context) : nameof(handler));
            }

            options = options ?? s_defaults;
            options.Check();
            string key = CheckRequest(context, options);
            string protocol = Choose(options.Protocols, context.GetHeader("Sec-WebSocket-Protocol"));
            WebSocketServer server = new WebSocketServer(handler, options, protocol);
            TcpConnection connection = context.TakeConnection();
            connection.SetDeadline(options.CloseTimeout);
            await connection.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + Handshake.Accept(key)
                + (protocol == null ? string.Empty : "\r\nSec-WebSocket-Protocol: " + protocol) + "\r\n\r\n");
            connection.HandOver(server.ServeAsync);
        }

        private static string CheckRequest(HttpContext context, WebSocketOptions options)
        {
            // HTTP/1.0 knows no upgrade.
            string upgrade = context.IsVersion10 ? null : context.GetHeader("Upgrade");
            string key = context.GetHeader("Sec-WebSocket-Key");

            if (!HttpField.HasToken(upgrade, "websocket") || !HttpField.HasToken(context.GetHeader("Connection"), "upgrade")
                || context.GetHeader("Sec-WebSocket-Version") != "13")
            {
                context.AddHeader("Upgrade", "websocket");
                context.AddHeader("Sec-WebSocket-Version", "13");
                throw new HttpException(426);
            }

            // A body would be taken for frames.
            if (context.Method != "GET" || context.ContentLength != 0 || !Handshake.IsKey(key))
            {
                throw new HttpException(400);
            }

            if (!options.AllowOtherOrigins)
            {
                context.RequireSameOrigin();
            }

            return key;
        }

        private static bool IsIn(string list, string token)
        {
            string[] parts = list.Split(',');

            for (int i = 0; i < parts.Length; i++)
            {
                if (parts[i].Trim() == token)
                {
                    return true;
                }
            }

            return false;
        }

        // The first of the server's that the client offers.
        private static string Choose(string[] protocols, string offered)
        {
            for (int i = 0; protocols != null && offered != null && i < protocols.Length; i++)
            {
                if (IsIn(offered, protocols[i]))
                {
                    return protocols[i];
                }
            }

            return null;
        }

        private async Coroutine ServeAsync(TcpConnection connection)
        {
            WebSocket socket = new WebSocket(connection, _options, false, _protocol);

            try
            {
                await _handler(socket);

                if (!socket.IsBusy)
                {
                    await socket.CloseAsync();
                }
            }
            catch (Exception exception)
            {
                // One that is cancelled, by the server's end say, lets its client know, and goes.
                bool isCanceled = exception is CanceledException;
                bool isTold = socket.TellEnd(isCanceled ? WebSocket.GoingAway : WebSocket.Unexpected);

                if (isTold && !isCanceled)
                {
                    // The client is there: it is the handler's own failure, of a connection or a file that it has, for instance.
                    EventLoop loop = EventLoop.Running;
                    loop.Report(loop.CurrentTask, exception);
                }
                else if (!(exception is SocketException || exception is IOException || exception is ObjectDisposedException))
                {
                    throw;
                }

                // Else it has gone, which is its right, or has broken the protocol, and was told too: what it is sending is read, or a reset would
                // destroy that.
                if (isTold ? !socket.IsBusy : exception is IOException)
                {
                    await socket.LingerAsync();
                }
            }
        }
    }
}
