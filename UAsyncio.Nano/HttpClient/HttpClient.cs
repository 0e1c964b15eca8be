using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>
    /// Asks HTTP servers. Looking up and connecting never hold up other tasks; connections are kept for the next requests, so make one
    /// for all of the app.
    /// </summary>
    /// <remarks>For the thread of its loop. Any number of coroutines may ask at a time.</remarks>
    public sealed partial class HttpClient : IDisposable
    {
        /// <summary>How often in a row closing may fail for want of memory.</summary>
        internal const int MaxFailures = 1000;

        private readonly HttpClientOptions _options;
        private readonly EventLoop _loop;

        // One for each connection that there may be in use; null where there is no bound.
        private readonly AsyncSemaphore _places;
        private IdleConnection _idle;
        private bool _closed;

        /// <summary>Makes one.</summary>
        /// <param name="options">Null for the defaults.</param>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of range; it is named.</exception>
        public HttpClient(HttpClientOptions options = null)
        {
            _options = options ?? new HttpClientOptions();
            _options.Check();
            _loop = EventLoop.Current;
            _places = _options.MaxConnections == int.MaxValue ? null : new AsyncSemaphore(_options.MaxConnections);
        }

        /// <summary>How many connections are kept.</summary>
        public int IdleConnections
        {
            get
            {
                int count = 0;

                for (IdleConnection idle = _idle; idle != null; idle = idle.Next)
                {
                    count++;
                }

                return count;
            }
        }

        /// <summary>Gets a text.</summary>
        /// <param name="url">The URL.</param>
        /// <param name="maxLength">How many bytes it may have.</param>
        /// <returns>The text.</returns>
        /// <exception cref="HttpException">The response has another status than 200 to 299: with that, and <see cref="HttpException.IsAnswer"/>; or it is longer (413), or see <see cref="SendAsync"/>.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is negative.</exception>
        public async Coroutine<string> GetStringAsync(string url, int maxLength = 4096)
        {
            // Before anything is sent.
            if (maxLength < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(maxLength));
            }

            HttpResponse response = await SendAsync(new HttpRequest("GET", url));

            try
            {
                return response.IsSuccess ? await response.ReadTextAsync(maxLength) : throw new HttpException(response.StatusCode, true);
            }
            finally
            {
                // Nobody else has it, here and below: where memory is too short to close it, that is tried again.
                for (int attempts = MaxFailures; response != null && attempts > 0; attempts--)
                {
                    try
                    {
                        response.Dispose();
                        response = null;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }
        }

        /// <summary>Gets something.</summary>
        /// <param name="url">The URL.</param>
        /// <returns>The response, to be disposed; see <see cref="SendAsync"/>.</returns>
        public Coroutine<HttpResponse> GetAsync(string url)
        {
            return SendAsync(new HttpRequest("GET", url));
        }

        /// <summary>Posts a text.</summary>
        /// <param name="url">The URL.</param>
        /// <param name="contentType">Its type, such as application/json.</param>
        /// <param name="text">The text, sent in UTF-8.</param>
        /// <returns>The response, to be disposed; see <see cref="SendAsync"/>.</returns>
        public Coroutine<HttpResponse> PostAsync(string url, string contentType, string text)
        {
            HttpRequest request = new HttpRequest("POST", url);
            request.SetBody(contentType, text);
            return SendAsync(request);
        }

        /// <summary>Sends a request, and follows where it is led.</summary>
        /// <param name="request">The request.</param>
        /// <returns>The response, to be disposed, whatever its status is. Its body is still to come.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
        /// <exception cref="ArgumentException">The URL is none of http or https; the message says why.</exception>
        /// <exception cref="ObjectDisposedException">This was disposed.</exception>
        /// <exception cref="TimeoutException">The server does not answer in time, or no connection was free in time. Nothing is left open, as after every failure and cancellation.</exception>
        /// <exception cref="System.Net.Sockets.SocketException">There is no connection, or it is reset.</exception>
        /// <exception cref="TlsException">The server is not who it should be.</exception>
        /// <exception cref="HttpException">What comes is no HTTP, or leads to no URL (502), or the request is led on and on, or from https to http (508).</exception>
        public async Coroutine<HttpResponse> SendAsync(HttpRequest request)
        {
            if (_closed)
            {
                throw new ObjectDisposedException(nameof(HttpClient));
            }

            if (request == null)
            {
                throw new ArgumentNullException(nameof(request));
            }

            HttpUrl url = HttpUrl.Parse(request.Url);
            string method = request.Method;
            bool hasBody = request.Body != null || request.Writer != null;
            bool trusted = true;

            for (int redirects = 0; ; redirects++)
            {
                HttpResponse response = await (_places == null ? AskAsync(request, method, url, hasBody, trusted) : AskInTurnAsync(request, method, url, hasBody, trusted));
                bool isOurs = true;
                bool byGet;
                HttpUrl next;

                try
                {
                    int status = response.StatusCode;

                    // 303 says so; 301 and 302 mean it for POST only (RFC 9110, 15.4).
                    byGet = status == 303 ? method != "HEAD" : status < 303 && method == "POST";
                    string location = _options.MaxRedirects > 0 && IsRedirect(status) ? response.GetHeader("Location") : null;

                    if (location == null || (!byGet && hasBody && request.Writer != null))
                    {
                        isOurs = false;
                        return response;
                    }

                    if (response.Body.Length >= 0 && response.Body.Length <= MaxSkipped)
                    {
                        await SkipAsync(response);
                    }

                    next = url.Resolve(location);
                }
                finally
                {
                    for (int attempts = MaxFailures; isOurs && attempts > 0; attempts--)
                    {
                        try
                        {
                            response.Dispose();
                            isOurs = false;
                        }
                        catch (OutOfMemoryException)
                        {
                        }
                    }
                }

                if (redirects == _options.MaxRedirects || (url.IsSecure && !next.IsSecure))
                {
                    throw new HttpException(508);
                }

                // The other server gets neither credentials nor, where it is to be asked by GET, a body.
                trusted = trusted && next.HasOrigin(url);
                url = next;

                if (byGet)
                {
                    method = "GET";
                    hasBody = false;
                }
            }
        }

        /// <summary>Closes the connections that are kept. Those that are in use are closed when their response is disposed.</summary>
        public void Dispose()
        {
            _closed = true;

            while (_idle != null)
            {
                _idle.Stream.Dispose();
                _idle = _idle.Next;
            }
        }

        private static bool IsRedirect(int status)
        {
            return (status >= 301 && status <= 303) || status == 307 || status == 308;
        }
    }
}
