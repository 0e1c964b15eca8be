using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>
    /// A response. Dispose it: its connection is kept for the next request when its body was read to the end, or what is left of that is short and has
    /// come already; else it is closed.
    /// </summary>
    public sealed class HttpResponse : IDisposable
    {
        private const int LineBuffer = 128;

        private readonly HttpClient _client;
        private readonly HttpHeadText _head;
        private AsyncStream _stream;
        private byte[] _line;
        private int _lineStart;
        private int _lineEnd;
        private bool _afterReturn;

        // Its connection is one of those that there may be at a time.
        private bool _hasPlace;

        internal HttpResponse(HttpClient client, AsyncStream stream, HttpUrl url, HttpHeadText head, int length, int timeout)
        {
            _client = client;
            _hasPlace = client.HasPlaces;
            _head = head;
            _stream = stream;
            Target = url;
            Body = new HttpBody(stream, length, 502) { Timeout = timeout };
        }

        /// <summary>The status, such as 200. An error of the server is a response too.</summary>
        public int StatusCode => _head.Status;

        /// <summary>True for 200 to 299.</summary>
        public bool IsSuccess => StatusCode >= 200 && StatusCode < 300;

        /// <summary>The body, to be read as it comes. What it throws with 502 is the server's fault, with 504 its silence.</summary>
        public HttpBody Body { get; }

        internal HttpUrl Target { get; }

        /// <summary>A line ends at \r alone too, as in server-sent events.</summary>
        internal bool EndsAtReturn { get; set; }

        internal bool KeepsAlive => Body.Length != HttpBody.ToEnd && _head.KeepsAlive;

        /// <summary>A field of the response. Several of one name are one list, with a comma between them; of Set-Cookie each is a line.</summary>
        /// <param name="name">Its name, in any case.</param>
        /// <returns>Its value, with %F0 and so on in a line with a character beyond U+FFFF; null where there is none.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        public string GetHeader(string name)
        {
            return _head.Find(name ?? throw new ArgumentNullException(nameof(name)));
        }

        /// <summary>Reads the whole body as text.</summary>
        /// <param name="maxLength">How many bytes it may have.</param>
        /// <returns>The text.</returns>
        /// <exception cref="HttpException">It is longer (413), malformed or cut off (502), or does not come (504).</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is negative.</exception>
        public Coroutine<string> ReadTextAsync(int maxLength)
        {
            return Body.ReadTextAsync(maxLength);
        }

        /// <summary>Reads a line of the body, ended by \n or \r\n or the body's end.</summary>
        /// <remarks>What has come behind it is for the next line: behind it the body is read by lines only.</remarks>
        /// <param name="maxLength">How many bytes it may have.</param>
        /// <returns>The line without its end; null at the end of the body.</returns>
        /// <exception cref="HttpException">It is longer (413), malformed or cut off (502), or does not come (504).</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is negative.</exception>
        public async Coroutine<string> ReadLineAsync(int maxLength)
        {
            if (maxLength < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(maxLength));
            }

            for (int examined = 0; ;)
            {
                if (_afterReturn && _lineStart < _lineEnd)
                {
                    // Both together are one end.
                    _afterReturn = false;
                    _lineStart += _line[_lineStart] == '\n' ? 1 : 0;
                }

                for (int i = _lineStart + examined; i < _lineEnd; i++)
                {
                    if (_line[i] == '\n')
                    {
                        return TakeLine(i, i + 1, maxLength);
                    }

                    if (EndsAtReturn && _line[i] == '\r')
                    {
                        string line = TakeLine(i, i + 1, maxLength);
                        _afterReturn = true;
                        return line;
                    }
                }

                examined = _lineEnd - _lineStart;

                if (examined - 1 > maxLength)
                {
                    throw new HttpException(413);
                }

                MakeRoom();
                int read = await Body.ReadAsync(_line, _lineEnd, _line.Length - _lineEnd);
                _lineEnd += read;

                if (read == 0)
                {
                    return examined == 0 ? null : TakeLine(_lineEnd, _lineEnd, maxLength);
                }
            }
        }

        /// <summary>Gives the connection back, or closes it.</summary>
        public void Dispose()
        {
            // The caller's using tries it once.
            for (int attempts = HttpClient.MaxFailures; _stream != null || _hasPlace;)
            {
                try
                {
                    if (_stream != null)
                    {
                        _client.Return(_stream, Target, TrySkip() && KeepsAlive);
                        _stream = null;
                    }

                    if (_hasPlace)
                    {
                        _client.Leave();
                        _hasPlace = false;
                    }
                }
                catch (OutOfMemoryException)
                {
                    if (--attempts == 0)
                    {
                        throw;
                    }
                }
            }
        }

        // A program that looks at the status alone need not connect again: over TLS that stops the device.
        private bool TrySkip()
        {
            try
            {
                return Body.TrySkip();
            }
            catch (Exception)
            {
                // Malformed, reset, or somebody reads it; or memory is short, and a connection that is closed takes none.
                return false;
            }
        }

        private string TakeLine(int end, int next, int maxLength)
        {
            int length = end - _lineStart;

            if (length > 0 && _line[end - 1] == '\r')
            {
                length--;
            }

            if (length > maxLength)
            {
                throw new HttpException(413);
            }

            string line = Encoding.UTF8.GetString(_line, _lineStart, length);
            _lineStart = next;
            return line;
        }

        private void MakeRoom()
        {
            int length = _lineEnd - _lineStart;

            if (_line == null || length == _line.Length)
            {
                byte[] larger = new byte[length == 0 ? LineBuffer : 2 * length];

                if (length > 0)
                {
                    Array.Copy(_line, _lineStart, larger, 0, length);
                }

                _line = larger;
            }
            else if (length > 0 && _lineStart > 0)
            {
                Array.Copy(_line, _lineStart, _line, 0, length);
            }

            _lineStart = 0;
            _lineEnd = length;
        }
    }
}
