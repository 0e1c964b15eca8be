using System;
using System.IO;
using System.Net.Sockets;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>Listens to server-sent events (text/event-stream). When the connection ends it connects again, and says which event it had last.</summary>
    /// <remarks>For the thread of its loop, and one coroutine at a time.</remarks>
    public sealed partial class HttpEvents : IDisposable
    {
        private const int MaxBackoff = 60000;

        // Most servers send a comment as often as a piece may take by default: it may be late.
        private const int SilentPieces = 3;

        // In a line before the data.
        private const string Data = "data: ";

        private readonly HttpClient _client;
        private readonly HttpRequest _request;
        private readonly int _maxLength;
        private HttpResponse _response;
        private string _lastId;
        private int _failures;
        private bool _isDisposed;
        private int _retryTime = 3000;

        // It is not to connect before that, also when whoever waited has stopped waiting.
        private bool _isWaiting;
        private int _due;

        // The pause before that, or the connecting, which a disposal ends.
        private Coroutine _pending;

        /// <summary>Makes one; it connects when an event is waited for.</summary>
        /// <param name="client">What it asks by. The server may be silent for three times its BodyTimeout, 45 s by default: most send a comment every 15 s.</param>
        /// <param name="url">The URL.</param>
        /// <param name="maxLength">How long an event's data may be, in bytes; a line of something else, such as a comment, 6 more.</param>
        /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is out of range.</exception>
        public HttpEvents(HttpClient client, string url, int maxLength = 1024)
            : this(client, new HttpRequest("GET", url), maxLength)
        {
        }

        /// <summary>Makes one for a server that wants to know more than a URL: who asks, say.</summary>
        /// <param name="client">What it asks by; see above.</param>
        /// <param name="request">
        /// What it asks, each time that it connects; what is added or set meanwhile counts from the next time on, such as a new token behind a 401. Accept and
        /// Last-Event-ID are added by themselves.
        /// </param>
        /// <param name="maxLength">How long an event's data may be; see above.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is out of range.</exception>
        public HttpEvents(HttpClient client, HttpRequest request, int maxLength = 1024)
        {
            if ((uint)maxLength > int.MaxValue - Data.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(maxLength));
            }

            _client = client ?? throw new ArgumentNullException(nameof(client));
            _request = request ?? throw new ArgumentNullException(nameof(request));
            _maxLength = maxLength;
        }

        /// <summary>
        /// How long it waits before it connects again, in ms; 3000 by default, and what the server says. After failures it waits longer, up to a minute where
        /// this is less.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">It is below zero, or more than <see cref="Coroutine.MaxDelay"/>.</exception>
        public int RetryTime
        {
            get => _retryTime;
            set => _retryTime = (uint)value <= Coroutine.MaxDelay ? value : throw new ArgumentOutOfRangeException(nameof(RetryTime));
        }

        /// <summary>The type of the event that came last; message where it does not say.</summary>
        public string Type { get; private set; }

        /// <summary>The id of the event that came last; null where none had one.</summary>
        public string LastId => _lastId;

        /// <summary>Waits for the next event.</summary>
        /// <returns>Its data; null when the server says that there are no more (status 204).</returns>
        /// <exception cref="HttpException">The server answers by something else than events: with that status and <see cref="HttpException.IsAnswer"/>, or 415; 413: one is too long; 508: see <see cref="HttpClient.SendAsync"/>.</exception>
        /// <exception cref="TlsException">The server is not who it should be: <see cref="TlsError.CertificateRefused"/>.</exception>
        /// <exception cref="ObjectDisposedException">This was disposed, before or meanwhile.</exception>
        public async Coroutine<string> NextAsync()
        {
            for (; ; )
            {
                if (_isDisposed)
                {
                    throw new ObjectDisposedException(nameof(HttpEvents));
                }

                try
                {
                    if (_isWaiting)
                    {
                        _pending = PauseAsync();
                        await _pending;
                        _isWaiting = false;
                    }

                    if (_response == null)
                    {
                        Coroutine<bool> connecting = ConnectAsync();
                        _pending = connecting;

                        if (!await connecting)
                        {
                            return null;
                        }
                    }

                    string data = await ReadAsync();
                    _failures = 0;

                    if (data != null)
                    {
                        return data;
                    }
                }
                catch (HttpException exception)
                {
                    // The server is away, or was silent: not an answer to give up at. Where it leads on and on, it does so again.
                    if (exception.StatusCode < 500 || exception.StatusCode == 508)
                    {
                        Close();
                        throw;
                    }
                }
                catch (CanceledException)
                {
                    if (!_isDisposed)
                    {
                        throw;
                    }
                }
                catch (TimeoutException)
                {
                }
                catch (SocketException)
                {
                }
                catch (TlsException exception)
                {
                    // It is not who it should be: only the app can do something about that.
                    if (exception.Error == TlsError.CertificateRefused)
                    {
                        Close();
                        throw;
                    }
                }
                catch (IOException)
                {
                }

                Close();
                int wait = _retryTime;

                for (int i = 0; i < _failures && i < 5 && wait < MaxBackoff; i++)
                {
                    wait = wait > MaxBackoff / 2 ? MaxBackoff : 2 * wait;
                }

                _failures++;
                _due = EventLoop.Running.Ticks + wait;
                _isWaiting = true;
            }
        }

        /// <summary>Closes the connection for good.</summary>
        public void Dispose()
        {
            _isDisposed = true;
            Close();

            if (_pending != null)
            {
                _pending.Cancel();
            }
        }

        private void Close()
        {
            _response?.Dispose();
            _response = null;
        }

        private async Coroutine PauseAsync()
        {
            // More than there can be: it was due so long ago that the ticks have wrapped.
            int left = _due - EventLoop.Running.Ticks;
            await Coroutine.Delay((uint)left <= Coroutine.MaxDelay ? left : 0);
        }

        // False when there are no more events.
        private async Coroutine<bool> ConnectAsync()
        {
            HttpRequest request = _request.Copy();
            request.AddHeader("Accept", "text/event-stream");

            if (_lastId != null && _lastId.Length > 0)
            {
                request.AddHeader("Last-Event-ID", _lastId);
            }

            HttpResponse response = await _client.SendAsync(request);

            try
            {
                string type = response.GetHeader("Content-Type");
                int status = response.StatusCode;

                if (status == 204)
                {
                    return false;
                }

                if (status != 200 || type == null || type.ToLower().IndexOf("text/event-stream") != 0)
                {
                    throw new HttpException(status == 200 ? 415 : status, status != 200);
                }

                if (_isDisposed)
                {
                    throw new ObjectDisposedException(nameof(HttpEvents));
                }

                _data = _type = _id = _line = null;
                _isFirstLine = true;
                response.EndsAtReturn = true;
                int piece = response.Body.Timeout;
                response.Body.Timeout = piece < Coroutine.MaxDelay / SilentPieces ? SilentPieces * piece : Coroutine.MaxDelay;
                _response = response;
                return true;
            }
            finally
            {
                // Nobody else has it: where memory is too short to close it, that is tried again.
                for (int attempts = HttpClient.MaxFailures; response != _response && attempts > 0; attempts--)
                {
                    try
                    {
                        response.Dispose();
                        response = _response;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }
        }
    }
}
