using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    /// <summary>A request and its response.</summary>
    /// <remarks>For the thread of its loop.</remarks>
    public sealed class HttpContext
    {
        private const int Piece = 4096;

        // What a stream writes at once, over TLS too.
        private const int OneSegment = 1360;

        private readonly HttpServerOptions _options;
        private readonly HttpHead _head = new HttpHead();
        private int _unread;
        private bool _responded;

        internal HttpContext(TcpConnection connection, HttpServerOptions options)
        {
            Connection = connection;
            _options = options;
        }

        /// <summary>The method as the client wrote it, such as GET.</summary>
        public string Method => _head.Method;

        /// <summary>The path, up to the question mark; not decoded.</summary>
        public string Path => _head.Path;

        /// <summary>What follows the question mark; empty where there is none.</summary>
        public string Query => _head.Query;

        /// <summary>The length of the body in bytes; 0 where there is none.</summary>
        public int ContentLength => _head.ContentLength;

        /// <summary>The status of the response; 200 until it is set. Set it before responding.</summary>
        public int StatusCode { get; set; } = 200;

        /// <summary>More header fields of the response, each ended by \r\n; null for none.</summary>
        public string ExtraHeaders { get; set; }

        /// <summary>False to close the connection after the response. It starts with what the client wants.</summary>
        public bool KeepAlive { get; set; }

        /// <summary>True after a response was begun.</summary>
        public bool HasResponded => _responded;

        /// <summary>The connection, for what this class does not do.</summary>
        public AsyncStream Stream => Connection;

        internal TcpConnection Connection { get; }

        // Part of this request, or of what came after it, has not been read.
        internal bool HasInput => _unread > 0 || Stream.BufferEnd > Stream.BufferStart;

        /// <summary>A header field of the request.</summary>
        /// <param name="name">Its name, in any case.</param>
        /// <returns>Its value; null where there is none.</returns>
        public string GetHeader(string name)
        {
            return _head.Find("\n" + name.ToLower() + ":");
        }

        /// <summary>Reads the body.</summary>
        /// <returns>The body; of length 0 where there is none.</returns>
        /// <exception cref="HttpException">It is larger than the server allows (413), did not come in time (408), or the client has gone (400).</exception>
        public async Coroutine<byte[]> ReadBodyAsync()
        {
            if (_unread > _options.MaxBodySize)
            {
                throw new HttpException(413);
            }

            byte[] body = new byte[_unread];

            if (_unread == 0)
            {
                return body;
            }

            try
            {
                if (_head.ExpectsContinue)
                {
                    Connection.SetDeadline(_options.WriteTimeout);
                    await Stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
                }

                Connection.SetDeadline(_options.RequestTimeout);
                await Stream.ReadExactlyAsync(body, 0, body.Length);
            }
            catch (TimeoutException)
            {
                throw new HttpException(408);
            }
            catch (IOException)
            {
                throw new HttpException(400);
            }
            catch (SocketException)
            {
                throw new HttpException(400);
            }

            _unread = 0;
            return body;
        }

        /// <summary>Sends the response: text.</summary>
        /// <param name="contentType">Its type, such as text/plain.</param>
        /// <param name="text">The body, sent in UTF-8.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public Coroutine RespondAsync(string contentType, string text)
        {
            return RespondAsync(contentType, Encoding.UTF8.GetBytes(text));
        }

        /// <summary>Sends the response: bytes.</summary>
        /// <param name="contentType">Its type, such as image/png; null for none, as with 204.</param>
        /// <param name="body">The body; with 204 and 304 it is not sent.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public async Coroutine RespondAsync(string contentType, byte[] body)
        {
            if (body == null)
            {
                throw new ArgumentNullException(nameof(body));
            }

            if (_responded)
            {
                throw new InvalidOperationException("responded already");
            }

            _responded = true;

            // What is left of the request cannot be told from the next one.
            if (_unread > 0)
            {
                KeepAlive = false;
            }

            // No body follows these, and no length is told.
            int status = StatusCode;
            int length = status == 204 || status == 304 ? -1 : body.Length;
            byte[] piece = Encoding.UTF8.GetBytes(Head(contentType, length));
            int sent = 0;

            if (Method == "HEAD")
            {
                length = 0;
            }

            // A short response goes out in one segment.
            if (length > 0 && length <= OneSegment - piece.Length)
            {
                byte[] all = new byte[piece.Length + length];
                Array.Copy(piece, all, piece.Length);
                Array.Copy(body, 0, all, piece.Length, length);
                piece = all;
                sent = length;
            }

            Connection.SetDeadline(_options.WriteTimeout);
            await Stream.WriteAsync(piece, 0, piece.Length);

            for (; sent < length; sent += Piece)
            {
                Connection.SetDeadline(_options.WriteTimeout);
                await Stream.WriteAsync(body, sent, length - sent < Piece ? length - sent : Piece);
            }
        }

        /// <summary>Takes the head of the next request, if the whole of it has come.</summary>
        internal bool TakeHead()
        {
            byte[] buffer = Stream.Buffer;
            int start = Stream.BufferStart;
            int end = Stream.BufferEnd;
            int length = HttpHead.Find(buffer, start, end, _options.MaxHeaders);

            if (length > _options.MaxHeadSize || (length < 0 && end - start >= _options.MaxHeadSize))
            {
                throw new HttpException(431);
            }

            if (length < 0)
            {
                return false;
            }

            _head.Parse(buffer, start, length);
            Stream.Consume(length);
            _unread = _head.ContentLength;
            KeepAlive = _head.KeepAlive;
            return true;
        }

        /// <summary>Reads on until the head of the next request can be taken; false when the client has gone before.</summary>
        internal async Coroutine<bool> ReadHeadAsync()
        {
            do
            {
                if (await Stream.FillAsync(_options.MaxHeadSize) == 0)
                {
                    return false;
                }
            }
            while (!TakeHead());

            return true;
        }

        private static string Reason(int status)
        {
            switch (status)
            {
                case 200: return "OK";
                case 204: return "No Content";
                case 400: return "Bad Request";
                case 404: return "Not Found";
                case 405: return "Method Not Allowed";
                case 408: return "Request Timeout";
                case 413: return "Content Too Large";
                case 431: return "Request Header Fields Too Large";
                case 500: return "Internal Server Error";
                case 501: return "Not Implemented";
                case 503: return "Service Unavailable";
                case 505: return "HTTP Version Not Supported";
                default: return status < 400 ? "OK" : "Error";
            }
        }

        private string Head(string contentType, int length)
        {
            return "HTTP/1.1 " + StatusCode + " " + Reason(StatusCode)
                + (contentType == null ? string.Empty : "\r\nContent-Type: " + contentType)
                + (length < 0 ? string.Empty : "\r\nContent-Length: ") + (length < 0 ? string.Empty : length.ToString())
                + (KeepAlive ? "\r\nConnection: keep-alive\r\n" : "\r\nConnection: close\r\n")
                + ExtraHeaders + "\r\n";
        }
    }
}
