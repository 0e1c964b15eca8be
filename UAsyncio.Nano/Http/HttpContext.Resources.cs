using System;

namespace UAsyncio.Nano.Http
{
    public sealed partial class HttpContext
    {
        // In a row.
        internal const int MaxFailures = 1000;

        /// <summary>
        /// Sends the response: a resource, or 304 to a client that has it, or the part that is asked for (206; 416 where there is no such
        /// part), or 412 where another one is wanted. With another <see cref="StatusCode"/> than 200, or to what is neither GET nor HEAD, it is
        /// sent as it is.
        /// </summary>
        /// <param name="resource">The resource.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public async Coroutine RespondAsync(HttpResource resource)
        {
            CheckNotResponded();
            string tag = (resource ?? throw new ArgumentNullException(nameof(resource))).Tag;
            int start = 0;
            int end = resource.Length;
            bool isPart = false;
            string fields = _fields;
            int status = _status;

            if (StatusCode == 200 && (_head.IsHead || Method == "GET"))
            {
                string match = GetHeader("If-Match");

                if (match != null && match != "*" && !HasTag(match, tag, true))
                {
                    throw new HttpException(412);
                }

                string noMatch = GetHeader("If-None-Match");

                if (noMatch != null && (noMatch == "*" || HasTag(noMatch, tag, false)))
                {
                    StatusCode = 304;
                }
                else if (!_head.IsHead)
                {
                    string range = GetHeader("Range");
                    string condition = range == null ? null : GetHeader("If-Range");
                    isPart = range != null && end > 0 && (condition == null || condition == tag) && ParseRange(range, resource.Length, ref start, ref end);
                }
            }

            // What can fail comes before the head.
            bool hasPieces = HasBody && start < end;
            object opened = hasPieces ? resource.Open() : null;

            try
            {
                PutResourceHead(resource, tag, start, end, isPart);

                // Whoever gives it up, or fails, must not answer another request behind a part of it.
                bool keepAlive = _keepAlive;
                _state = Cut;
                _keepAlive = false;

                while (hasPieces && start < end)
                {
                    int room = _out.Length - _count;

                    if (room > 0)
                    {
                        int read = resource.Read(opened, start, _out, _count, end - start < room ? end - start : room);
                        start += read;
                        _count += read;

                        if (read <= 0)
                        {
                            throw new InvalidOperationException("resource shorter than it said");
                        }
                    }

                    if (start < end)
                    {
                        await SendAsync(_out, 0, _count);
                    }
                }

                await SendAsync(_out, 0, _count);
                _state = Ended;
                _keepAlive = keepAlive;
            }
            finally
            {
                if (_state == Idle)
                {
                    // Nothing of it is out: another answer is not to say what it is.
                    _fields = fields;
                    _status = status;
                }

                // Nobody else has it: where memory is too short to close it, that is tried again.
                for (int attempts = MaxFailures; opened != null && attempts > 0; attempts--)
                {
                    try
                    {
                        resource.Close(opened);
                        opened = null;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }
            }
        }

        private void PutResourceHead(HttpResource resource, string tag, int start, int end, bool isPart)
        {
            if (tag != null)
            {
                AddHeader("ETag", tag);
            }

            AddHeader("Cache-Control", resource.CacheControl);

            if (resource.IsGzip)
            {
                AddHeader("Content-Encoding", "gzip");
            }

            if (StatusCode == 304)
            {
                PutHead(null, 0);
                return;
            }

            if (isPart)
            {
                StatusCode = start < end ? 206 : 416;
                AddHeader("Content-Range", "bytes " + (start < end ? start + "-" + (end - 1) : "*") + "/" + resource.Length);
            }

            AddHeader("Accept-Ranges", "bytes");
            PutHead(start < end || resource.Length == 0 ? resource.ContentType : null, end - start);
        }

        // Whether a tag is in a list of them. Those of W/ are compared without that, but where the same bytes are wanted.
        private static bool HasTag(string list, string tag, bool isStrong)
        {
            int at = tag == null ? -1 : list.IndexOf(tag);

            while (isStrong && at > 0 && list[at - 1] == '/')
            {
                at = list.IndexOf(tag, at + 1);
            }

            return at >= 0;
        }

        // One range only; of several, of other units, of what is malformed and of nothing the whole is the answer, as the standard has it.
        private static bool ParseRange(string range, int length, ref int start, ref int end)
        {
            int dash = range.IndexOf('-');

            if (range.ToLower().IndexOf("bytes=") != 0 || dash < 0 || range.IndexOf(',') >= 0)
            {
                return false;
            }

            string first = range.Substring(6, dash - 6).Trim();
            string last = range.Substring(dash + 1).Trim();
            int from = ParseNumber(first);
            int to = ParseNumber(last);

            if ((from < 0 && first.Length > 0) || (to < 0 && last.Length > 0) || (from < 0 && to < 0) || (from >= 0 && to >= 0 && to < from))
            {
                return false;
            }

            if (from < 0)
            {
                start = to < length ? length - to : 0;
                start = to == 0 ? end : start;
                return true;
            }

            start = from;
            end = to < 0 || to >= length ? length : to + 1;

            if (start >= length)
            {
                start = end;
            }

            return true;
        }

        private static int ParseNumber(string text)
        {
            int number = 0;

            for (int i = 0; i < text.Length; i++)
            {
                int digit = text[i] - '0';

                if ((uint)digit > 9)
                {
                    return -1;
                }

                // What is more than there can be is behind every end.
                number = number > (int.MaxValue - digit) / 10 ? int.MaxValue : (10 * number) + digit;
            }

            return text.Length == 0 ? -1 : number;
        }
    }
}
