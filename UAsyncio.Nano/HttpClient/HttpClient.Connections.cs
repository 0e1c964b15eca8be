using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    public sealed partial class HttpClient
    {
        /// <summary>Takes a connection back.</summary>
        internal void Return(AsyncStream stream, HttpUrl url, bool keep)
        {
            if (!keep || _closed || stream.Buffered > 0 || _options.MaxIdleConnections == 0)
            {
                stream.Dispose();
                return;
            }

            // The oldest ones go: first those whose time is up.
            Trim(_options.MaxIdleConnections - 1);
            _idle = new IdleConnection(stream, url, _loop.Ticks) { Next = _idle };
        }

        /// <summary>There are only so many connections at a time: each response has one of their places.</summary>
        internal bool HasPlaces => _places != null;

        /// <summary>Gives a place back.</summary>
        internal void Leave()
        {
            _places.Release();
        }

        // One that is kept and that its server has not closed, as far as can be told; null where there is none.
        private AsyncStream Take(HttpUrl url)
        {
            Trim(_options.MaxIdleConnections);
            IdleConnection before = null;

            for (IdleConnection idle = _idle; idle != null; idle = idle.Next)
            {
                if (!idle.Url.HasOrigin(url))
                {
                    before = idle;
                    continue;
                }

                bool isQuiet = IsQuiet(idle.Stream);

                if (!isQuiet)
                {
                    idle.Stream.Dispose();
                }

                // What memory could be too short for is done: it is in the list until then.
                if (before == null)
                {
                    _idle = idle.Next;
                }
                else
                {
                    before.Next = idle.Next;
                }

                if (isQuiet)
                {
                    return idle.Stream;
                }
            }

            return null;
        }

        // A server that says something unasked has closed, or ends the connection.
        private static bool IsQuiet(AsyncStream stream)
        {
            try
            {
                return stream.TryFill(1) < 0;
            }
            catch (Exception)
            {
                return false;
            }
        }

        private void Trim(int most)
        {
            IdleConnection last = null;
            int count = 0;

            for (IdleConnection idle = _idle; idle != null; idle = idle.Next)
            {
                if (count == most || _loop.Ticks - idle.Since > _options.IdleTimeout)
                {
                    // Behind this one all are older. They are in the list until all are closed.
                    for (; idle != null; idle = idle.Next)
                    {
                        idle.Stream.Dispose();
                    }

                    if (last == null)
                    {
                        _idle = null;
                    }
                    else
                    {
                        last.Next = null;
                    }

                    return;
                }

                last = idle;
                count++;
            }
        }

        private async Coroutine<AsyncStream> ConnectAsync(HttpUrl url)
        {
            // The device's sockets are few: one that is kept for another server makes room.
            if (_options.MaxIdleConnections > 0)
            {
                int free = _places == null ? int.MaxValue : _places.Free;
                Trim(free < _options.MaxIdleConnections ? free : _options.MaxIdleConnections - 1);
            }

            return url.IsSecure
                ? await Tcp.OpenConnectionAsync(url.Host, url.Port, _options.Tls ?? new TlsClientOptions(), _options.ConnectTimeout)
                : await Tcp.OpenConnectionAsync(url.Host, url.Port, _options.ConnectTimeout);
        }
    }
}
