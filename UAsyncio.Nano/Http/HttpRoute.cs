namespace UAsyncio.Nano.Http
{
    /// <summary>What one method and pattern lead to.</summary>
    internal sealed class HttpRoute
    {
        internal readonly string Method;
        internal readonly HttpHandler Handler;
        internal HttpRoute Next;

        // By turns what stands there and the name of what may stand there; one of the former only where there is no parameter.
        private readonly string[] _parts;

        internal HttpRoute(string method, string[] parts, HttpHandler handler)
        {
            Method = method;
            Handler = handler;
            _parts = parts;
        }

        /// <summary>Whether a path is one of this route, without making any string.</summary>
        internal bool Matches(string path)
        {
            return _parts.Length == 1 ? _parts[0] == path : Walk(path, _parts.Length, out int start) == path.Length;
        }

        /// <summary>What stands in a path for a parameter; null where there is none of that name.</summary>
        internal string Find(string path, string name)
        {
            for (int i = 1; i < _parts.Length; i += 2)
            {
                if (_parts[i] == name || (_parts[i].Length == name.Length + 1 && _parts[i] == "*" + name))
                {
                    int end = Walk(path, i + 1, out int start);
                    return UrlEncoding.Decode(path.Substring(start, end - start), false, false);
                }
            }

            return null;
        }

        // Over so many parts; gives where the last one begins and ends, or -1 where the path is another.
        private int Walk(string path, int count, out int start)
        {
            int end = 0;
            start = 0;

            for (int i = 0; i < count; i++)
            {
                string part = _parts[i];
                start = end;

                if ((i & 1) == 0)
                {
                    end += part.Length;

                    if (end > path.Length || (part.Length > 0 && path.IndexOf(part, start, part.Length) < 0))
                    {
                        return -1;
                    }
                }
                else if (part[0] == '*')
                {
                    end = path.Length;
                }
                else
                {
                    end = start < path.Length ? path.IndexOf('/', start) : start;
                    end = end < 0 ? path.Length : end;

                    if (end == start)
                    {
                        return -1;
                    }
                }
            }

            return end;
        }
    }
}
