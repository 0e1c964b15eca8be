using System;
using System.Net;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http
{
    /// <summary>A request and its response.</summary>
    /// <remarks>For the thread of its loop, and for its handler only: when that has ended, the object is used for another request.</remarks>
    public sealed partial class HttpContext
    {
        private readonly HttpServer _server;
        private readonly HttpServerOptions _options;
        private readonly HttpHead _head = new HttpHead();
        private HttpBody _body;
        private Coroutine _watch;

        // What has not been read of the request's body has come already: it is passed over when the response is out.
        internal bool _hasRest;

        internal HttpContext(HttpServer server, HttpServerOptions options)
        {
            _server = server;
            _options = options;
        }

        /// <summary>The method as the client wrote it, such as GET.</summary>
        public string Method => _head.Method;

        /// <summary>The path, decoded; * for OPTIONS of the whole server.</summary>
        /// <exception cref="HttpException">400: it is no encoding.</exception>
        public string Path => _head.Path;

        /// <summary>The path as it came: not decoded.</summary>
        public string RawPath => _head.RawPath;

        /// <summary>What follows the question mark, as it came; empty where there is none.</summary>
        public string Query => _head.Query;

        /// <summary>Whom the client asks for: a name or an address, and the port where it is not the usual one; null with HTTP/1.0 where it does not say.</summary>
        public string Host => _head.Host;

        /// <summary>Whether the connection is TLS.</summary>
        public bool IsSecure => _server.IsSecure(Connection);

        /// <summary>Address and port of the client, or of the proxy before it; null when it has left. Each call makes an object.</summary>
        public IPEndPoint RemoteEndPoint => Connection.RemoteEndPoint;

        /// <summary>Whether the client speaks HTTP/1.0, which has no chunks and no upgrades.</summary>
        public bool IsVersion10 => _head.IsVersion10;

        /// <summary>The length of the body in bytes; 0 where there is none, -1 where it comes in chunks.</summary>
        public int ContentLength => _head.ContentLength;

        /// <summary>The body, to be read as it comes.</summary>
        /// <exception cref="InvalidOperationException">The handler has ended.</exception>
        public HttpBody Body
        {
            get
            {
                if (_body == null)
                {
                    CheckHandled();
                    _body = new HttpBody(Connection, _head.ContentLength, 400) { Timeout = _options.RequestTimeout, Asker = _head.ExpectsContinue ? this : null };
                }

                return _body;
            }
        }

        /// <summary>True when the client has reset the connection, or does not take what is sent to it.</summary>
        public bool HasClientLeft { get; private set; }

        // A part of this request's body has not been read.
        private bool HasUnread => _body == null ? _head.ContentLength != 0 : !_body.IsEnded;

        // How much of it that is; below zero where nobody knows.
        private int Rest => _body == null ? _head.ContentLength : _body.Left;

        // That, or something of what came after it; or nobody knows where this request ends.
        internal bool HasInput => _state == Lost || HasUnread || Connection.Buffered > 0;

        /// <summary>A field of the request. Several of one name are one list, with a comma between them.</summary>
        /// <param name="name">Its name, in any case.</param>
        /// <returns>Its value, where something in the head is not ASCII with a character for each byte; null where there is none.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        public string GetHeader(string name)
        {
            return _head.Find(name ?? throw new ArgumentNullException(nameof(name)));
        }

        /// <summary>A value of the query: of several of a name the first. All of them are in <see cref="Query"/>.</summary>
        /// <param name="name">Its name.</param>
        /// <returns>Its value, decoded; empty for a name without =; null where there is none.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        /// <exception cref="HttpException">400: it is no encoding.</exception>
        public string GetQuery(string name)
        {
            return UrlEncoding.Find(_head.Query, name);
        }

        /// <summary>A cookie of the request.</summary>
        /// <param name="name">Its name, in its case.</param>
        /// <returns>Its value as it came; null where there is none.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        public string GetCookie(string name)
        {
            if (name == null)
            {
                throw new ArgumentNullException(nameof(name));
            }

            string cookies = GetHeader("Cookie");
            int length = cookies == null ? 0 : cookies.Length;

            for (int start = 0; start < length;)
            {
                int end = cookies.IndexOf(';', start);
                end = end < 0 ? length : end;
                int equals = cookies.IndexOf('=', start, end - start);

                if (equals >= 0 && cookies.Substring(start, equals - start).Trim() == name)
                {
                    return cookies.Substring(equals + 1, end - equals - 1).Trim();
                }

                start = end + 1;
            }

            return null;
        }

        /// <summary>Reads the whole body, which can be done once.</summary>
        /// <returns>The body; of length 0 where there is none.</returns>
        /// <exception cref="HttpException">It is larger than MaxBodySize (413), did not come in time (408), is malformed, or the client has gone (400).</exception>
        /// <exception cref="InvalidOperationException">It was read already, here or as <see cref="Body"/>; unless that was given up, which loses nothing.</exception>
        public Coroutine<byte[]> ReadBodyAsync()
        {
            CheckNotTaken();
            return Body.ReadToEndAsync(_options.MaxBodySize);
        }

        /// <summary>The same as text.</summary>
        internal Coroutine<string> ReadTextAsync()
        {
            CheckNotTaken();
            return Body.ReadTextAsync(_options.MaxBodySize);
        }

        private void CheckNotTaken()
        {
            if (_body != null && _body.IsTaken)
            {
                throw new InvalidOperationException("body read already");
            }
        }

        // What a task that outlives its handler made of it would be the next request's.
        private void CheckHandled()
        {
            if (Connection == null)
            {
                throw new InvalidOperationException("handler ended");
            }
        }

        internal TcpConnection Connection { get; private set; }

        internal bool IsOfServer => _head.IsOfServer;

        /// <summary>The handler's coroutine, while it runs.</summary>
        internal Coroutine Handling { get; set; }

        /// <summary>The head of the request has come.</summary>
        internal bool HasRequest => _state >= Idle;

        /// <summary>Has the handler canceled, by a CanceledException at its await, when the client closes the connection before the response was sent.</summary>
        /// <remarks>
        /// For what takes long. It takes a slot of the loop meanwhile, and reads: the request's body is to be read before. A client that has only closed
        /// its side for sending counts as gone.
        /// </remarks>
        /// <exception cref="InvalidOperationException">All slots are taken, or the handler has ended.</exception>
        public void CancelWhenClientLeaves()
        {
            if (_watch == null)
            {
                CheckHandled();
                Connection.SetDeadline(System.Threading.Timeout.Infinite);
                Connection.MakesRoom = false;
                _watch = EventLoop.Running.CreateTask(WatchAsync());
            }
        }

        /// <summary>Begins with a connection's next request.</summary>
        internal void Start(TcpConnection connection)
        {
            Connection = connection;
            HasClientLeft = false;
            _status = 200;
            _state = NoRequest;
            _hasRest = false;
        }

        /// <summary>Goes on to where the next request begins.</summary>
        internal void SkipRest()
        {
            Connection.Consume(Rest);
        }

        /// <summary>Lets go what belongs to the request.</summary>
        internal void End()
        {
            EndWatch();

            if (!_head.IsKept)
            {
                _head.Clear();
            }

            Connection = null;
            Handling = null;
            _body = null;
            _route = null;
            _fields = null;
        }

        /// <summary>Looks no more whether the client leaves: what it sends is for who reads next.</summary>
        internal void EndWatch()
        {
            if (_watch != null)
            {
                _watch.Cancel();
                _watch = null;
            }
        }

        /// <summary>Takes the head of the request, if the whole of it has come.</summary>
        internal bool TakeHead()
        {
            TcpConnection connection = Connection;

            // A head ends where a line does: one that was looked at in vain is looked at again when another line has come to its end.
            if (_state == PartOfHead && connection.Find((byte)'\n') < 0 && connection.Buffered < _options.MaxHeadSize)
            {
                return false;
            }

            if (!_head.TryParse(connection.Buffer, connection.BufferStart, connection.BufferEnd, _options))
            {
                connection.Examined = connection.Buffered;
                _state = PartOfHead;
                return false;
            }

            connection.Consume(_head.Length);

            if (_options.AllowedHosts != null && !AllowedHost.IsIn(_options.AllowedHosts, _head.Host))
            {
                throw new HttpException(421);
            }

            _state = Idle;
            _keepAlive = _head.KeepAlive;
            return true;
        }

        private async Coroutine WatchAsync()
        {
            try
            {
                // What the client sends meanwhile is its next request, up to what a head may have.
                while (await Connection.FillAsync(_options.MaxHeadSize) > 0)
                {
                }

                if (Connection.Buffered >= _options.MaxHeadSize)
                {
                    return;
                }
            }
            catch (Exception exception)
            {
                // A reset, for instance. Where memory is too short to wait for one, nobody waits any more.
                if (exception is CanceledException || exception is OutOfMemoryException)
                {
                    throw;
                }
            }

            HasClientLeft = true;

            if (Handling != null)
            {
                Handling.Cancel();
            }
        }
    }
}
