using System;

namespace UAsyncio.Nano.Http
{
    public sealed partial class HttpContext
    {
        /// <summary>
        /// Sends the response: a resource, or 304 to a client that has it, or the part that is asked for (206; 416 where there is no such
        /// part).
        /// </summary>
        /// <param name="resource">The resource.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="InvalidOperationException">There was a response already.</exception>
        /// <exception cref="TimeoutException">The client does not take it.</exception>
        public async Coroutine RespondAsync(HttpResource resource)
        {
            string tag = resource.Tag;

            if (tag != null)
            {
                AddHeader("ETag", tag);
            }

            AddHeader("Cache-Control", resource.CacheControl);

            if (resource.IsGzip)
            {
                AddHeader("Content-Encoding", "gzip");
            }

            if (tag != null && HasTag(GetHeader("If-None-Match"), tag))
            {
                StatusCode = 304;
                await RespondAsync(null, string.Empty);
                return;
            }

            int start = 0;
            int end = resource.Length;
            string range = Method == "GET" ? GetHeader("Range") : null;
            string condition = range == null ? null : GetHeader("If-Range");

            if (range != null && (condition == null || condition == tag) && ParseRange(range, resource.Length, ref start, ref end))
            {
                StatusCode = start < end ? 206 : 416;
                AddHeader("Content-Range", "bytes " + (start < end ? start + "-" + (end - 1) : "*") + "/" + resource.Length);
            }

            AddHeader("Accept-Ranges", "bytes");
            PutHead(start < end || resource.Length == 0 ? resource.ContentType : null, end - start);
            _state = Ended;
            object opened = HasBody ? resource.Open() : null;

            try
            {
                while (HasBody && start < end)
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
            }
            finally
            {
                if (opened != null)
                {
                    resource.Close(opened);
                }
            }

            await SendAsync(_out, 0, _count);
        }

        // Of a list of tags, or *; those of W/ are compared without that.
        private static bool HasTag(string list, string tag)
        {
            return list != null && (list.Trim() == "*" || list.IndexOf(tag) >= 0);
        }

        // One range only; of several, of other units and of what is malformed the whole is the answer, as the standard has it.
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

                number = number > 100000000 ? number : (10 * number) + digit;
            }

            return text.Length == 0 ? -1 : number;
        }
    }
}
