using System;
using System.Text;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>Connects to servers' WebSockets.</summary>
    public static class WebSocketClient
    {
        // The head of the answer, with those before it, in bytes.
        private const int MaxHead = 4096;

        /// <summary>Connects to a WebSocket: ws, or wss over TLS.</summary>
        /// <param name="host">The name or address of the server.</param>
        /// <param name="port">Its port; 80 and 443 are usual.</param>
        /// <param name="target">Path and query, encoded, such as /live.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <param name="tls">Whom to trust, for wss; null for ws.</param>
        /// <param name="headers">Further fields of the request, each ended by \r\n, such as Authorization; null for none.</param>
        /// <param name="timeout">How long connecting and the server's answer may take, each, in ms.</param>
        /// <returns>The WebSocket, open.</returns>
        /// <exception cref="ArgumentException"><paramref name="target"/> is no path, or not of ASCII, or <paramref name="headers"/> are no fields: see <see cref="HttpField.Check"/>.</exception>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of range: it is named.</exception>
        /// <exception cref="WebSocketException">The server answers by something else; see <see cref="WebSocketException.Code"/>.</exception>
        /// <exception cref="TimeoutException">The time is up. Nothing is left open, as after every failure and cancellation.</exception>
        /// <exception cref="System.Net.Sockets.SocketException">There is no connection.</exception>
        public static async Coroutine<WebSocket> ConnectAsync(
            string host, int port, string target, WebSocketOptions options = null, TlsClientOptions tls = null, string headers = null, int timeout = 10000)
        {
            if (target == null || target.Length == 0 || target[0] != '/' || !HttpField.IsValue(target) || target.IndexOf(' ') >= 0
                || Encoding.UTF8.GetBytes(target).Length != target.Length)
            {
                throw new ArgumentException(nameof(target));
            }

            CheckFields(headers);
            options = options ?? new WebSocketOptions();
            options.Check();
            AsyncStream stream = tls == null ? await Tcp.OpenConnectionAsync(host, port, timeout) : await Tcp.OpenConnectionAsync(host, port, tls, timeout);

            try
            {
                string key = Handshake.NewKey();
                await stream.WriteAsync("GET " + target + " HTTP/1.1\r\nHost: " + host + (port == (tls == null ? 80 : 443) ? string.Empty : ":" + port)
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key
                    + "\r\n" + Offer(options.Protocols) + headers + "\r\n").WaitAsync(timeout);
                string protocol = await AnswerAsync(stream, key, options.Protocols).WaitAsync(timeout);
                return new WebSocket(stream, options, true, protocol);
            }
            catch (Exception exception)
            {
                // Nobody else has it: where memory is too short to close it, that is tried again.
                for (int attempts = WebSocket.MaxFailures; stream != null && attempts > 0; attempts--)
                {
                    try
                    {
                        stream.Dispose();
                        stream = null;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                if (exception is LineTooLongException)
                {
                    throw new WebSocketException(0);
                }

                throw;
            }
        }

        /// <inheritdoc cref="ConnectAsync(string, int, string, WebSocketOptions, TlsClientOptions, string, int)"/>
        /// <param name="host">The name or address of the server.</param>
        /// <param name="port">Its port; 80 and 443 are usual.</param>
        /// <param name="target">Path and query, such as /live.</param>
        /// <param name="timeout">How long connecting and the server's answer may take, each.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <param name="tls">Whom to trust, for wss; null for ws.</param>
        /// <param name="headers">Further fields of the request, each ended by \r\n; null for none.</param>
        public static Coroutine<WebSocket> ConnectAsync(
            string host, int port, string target, TimeSpan timeout, WebSocketOptions options = null, TlsClientOptions tls = null, string headers = null)
        {
            return ConnectAsync(host, port, target, options, tls, headers, Coroutine.MillisecondsOf(timeout));
        }

        // One without its line end would be a part of the next, and the request without an end.
        private static void CheckFields(string headers)
        {
            int end;

            for (int start = 0; headers != null && start < headers.Length; start = end + 2)
            {
                int colon = headers.IndexOf(':', start);

                // Not by a search, which an emoji would end.
                for (end = start; end < headers.Length && headers[end] != '\r'; end++)
                {
                }

                if (colon < 0 || end < colon || end + 1 >= headers.Length || headers[end + 1] != '\n')
                {
                    throw new ArgumentException(nameof(headers));
                }

                HttpField.Check(headers.Substring(start, colon - start), headers.Substring(colon + 1, end - colon - 1));
            }
        }

        private static string Offer(string[] protocols)
        {
            string offer = null;

            for (int i = 0; protocols != null && i < protocols.Length; i++)
            {
                offer = (offer == null ? "Sec-WebSocket-Protocol: " : offer + ", ") + protocols[i];
            }

            return offer == null ? null : offer + "\r\n";
        }

        // The subprotocol, or null.
        private static async Coroutine<string> AnswerAsync(AsyncStream stream, string key, string[] protocols)
        {
            int left = MaxHead;
            string status;
            string line;
            int code;

            // One that only says that the answer is to come is read over (RFC 9110, 15.2).
            while ((code = CodeOf(status = await stream.ReadLineAsync(left))) / 100 == 1 && code != 101)
            {
                for (left -= status.Length; (line = await stream.ReadLineAsync(left)) != string.Empty; left -= line.Length)
                {
                    if (line == null)
                    {
                        throw new WebSocketException(0);
                    }
                }
            }

            if (code != 101)
            {
                // Whatever else it says.
                throw new WebSocketException(code);
            }

            string accept = null;
            string protocol = null;
            bool upgrade = false;
            bool connection = false;

            for (left -= status.Length; (line = await stream.ReadLineAsync(left)) != string.Empty; left -= line.Length)
            {
                int colon = line == null ? -1 : line.IndexOf(':');

                if (colon < 0)
                {
                    throw new WebSocketException(0);
                }

                string value = line.Substring(colon + 1).Trim();

                switch (line.Substring(0, colon).ToLower())
                {
                    case "upgrade":
                        upgrade = value.ToLower() == "websocket";
                        break;
                    case "connection":
                        connection |= HttpField.HasToken(value, "upgrade");
                        break;
                    case "sec-websocket-accept":
                        accept = value;
                        break;
                    case "sec-websocket-protocol":
                        protocol = value;
                        break;
                    case "sec-websocket-extensions":
                        // None was offered.
                        throw new WebSocketException(0);
                }
            }

            // HTTP/1.0 knows no upgrade.
            if (status[7] != '1' || !upgrade || !connection || accept != Handshake.Accept(key) || (protocol != null && (protocols == null || Array.IndexOf(protocols, protocol) < 0)))
            {
                throw new WebSocketException(0);
            }

            return protocol;
        }

        // Of the answer's first line.
        private static int CodeOf(string status)
        {
            int code = 0;

            if (status == null || status.Length < 12 || status.IndexOf("HTTP/1.") != 0 || status[8] != ' ')
            {
                throw new WebSocketException(0);
            }

            for (int i = 9; i < 12; i++)
            {
                int digit = status[i] - '0';
                code = (uint)digit < 10 ? 10 * code + digit : throw new WebSocketException(0);
            }

            return code;
        }
    }
}
