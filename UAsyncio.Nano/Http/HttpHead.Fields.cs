namespace UAsyncio.Nano.Http
{
    internal sealed partial class HttpHead
    {
        private static readonly char[] s_pathStart = "/?".ToCharArray();
        private static readonly char[] s_notHost = "\t \"#%,/<>?@[\\]^`{|}".ToCharArray();

        // Whom the client asks: of a target in absolute form, and of the field.
        private string _authority;
        private string _host;

        private bool _close;
        private bool _keep;
        private bool _chunked;
        private int _hosts;
        private int _lengths;

        internal bool IsVersion10 { get; private set; }

        /// <summary>Whom the client asks: a name or an address, with the port where there is one.</summary>
        internal string Host => _authority ?? _host;

        internal bool KeepAlive { get; private set; }

        /// <summary>The length of the body; -1 when it comes in chunks.</summary>
        internal int ContentLength { get; private set; }

        internal bool ExpectsContinue { get; private set; }

        /// <summary>The value of a field; of several of that name, one list. Null where there is none.</summary>
        internal string Find(string name)
        {
            if (_lower == null)
            {
                _lower = _text.ToLower();
            }

            name = "\n" + name.ToLower() + ":";
            string found = null;

            for (int at = _lower.IndexOf(name); at >= 0; at = _lower.IndexOf(name, at + 1))
            {
                int value = at + name.Length;
                string one = _text.Substring(value, _text.IndexOf('\r', value) - value).Trim(' ', '\t');
                found = found == null ? one : found + (name == "\ncookie:" ? "; " : ", ") + one;
            }

            return found;
        }

        /// <summary>Whether a list, as in Connection, names a token; both in lower case.</summary>
        internal static bool HasToken(string list, string token)
        {
            for (int at = list.IndexOf(token); at >= 0; at = list.IndexOf(token, at + 1))
            {
                int end = at + token.Length;

                if (IsEdge(list, at - 1, -1) && IsEdge(list, end, 1))
                {
                    return true;
                }
            }

            return false;
        }

        // Over blanks, the list's end or a comma; or a parameter behind the token.
        private static bool IsEdge(string list, int at, int step)
        {
            while (at >= 0 && at < list.Length && (list[at] == ' ' || list[at] == '\t'))
            {
                at += step;
            }

            return at < 0 || at >= list.Length || list[at] == ',' || (step > 0 && list[at] == ';');
        }

        // A name, or an address in brackets, and behind a colon nothing but digits.
        private static bool IsHost(string host)
        {
            int end = 0;

            if (host.Length > 0 && host[0] == '[')
            {
                end = host.IndexOf(']') + 1;

                if (end < 3 || host.IndexOfAny(s_notHost, 1, end - 2) >= 0)
                {
                    return false;
                }
            }

            if (end == host.Length)
            {
                return true;
            }

            int colon = host.IndexOf(':', end);

            // A port alone names nobody.
            if (host.IndexOfAny(s_notHost, end) >= 0 || (end > 0 ? colon != end : colon == 0))
            {
                return false;
            }

            for (int i = colon < 0 ? host.Length : colon + 1; i < host.Length; i++)
            {
                if ((uint)(host[i] - '0') > 9)
                {
                    return false;
                }
            }

            return true;
        }

        private void ClearFields()
        {
            _close = _keep = _chunked = false;
            _hosts = 0;
            _lengths = 0;
            _host = null;
            ContentLength = 0;
            ExpectsContinue = false;
        }

        private void ParseField(int line, int end)
        {
            int colon = _text.IndexOf(':', line, end - line);

            if (colon <= line || HasOther(line, colon))
            {
                throw new HttpException(400);
            }

            // Of names no longer or shorter than those that matter here, the first letter tells most of the others.
            int first = _bytes[_start + line] | 0x20;

            switch (colon - line)
            {
                case 4:
                    if (first == 'h' && IsName("host", line))
                    {
                        _hosts++;
                        string host = Value(colon, end);

                        if (!IsHost(host) || (!_isAscii && HasLatin(colon, end)))
                        {
                            throw new HttpException(400);
                        }

                        _host = host;
                    }

                    break;
                case 6:
                    if (first == 'e' && IsName("expect", line))
                    {
                        Expect(Value(colon, end));
                    }

                    break;
                case 10:
                    if (first == 'c' && IsName("connection", line))
                    {
                        string options = Value(colon, end).ToLower();
                        _close |= HasToken(options, "close");
                        _keep |= HasToken(options, "keep-alive");
                    }

                    break;
                case 14:
                    if (first == 'c' && IsName("content-length", line))
                    {
                        _lengths++;
                        ContentLength = ParseLength(Value(colon, end));
                    }

                    break;
                case 17:
                    if (first == 't' && IsName("transfer-encoding", line))
                    {
                        ParseCoding(Value(colon, end).ToLower());
                    }

                    break;
            }
        }

        private bool IsName(string name, int line)
        {
            return _text.Substring(line, name.Length).ToLower() == name;
        }

        // Without the spaces and tabs around it, and those only.
        private string Value(int colon, int end)
        {
            int start = colon + 1;

            while (start < end && (_bytes[_start + start] == ' ' || _bytes[_start + start] == '\t'))
            {
                start++;
            }

            while (end > start && (_bytes[_start + end - 1] == ' ' || _bytes[_start + end - 1] == '\t'))
            {
                end--;
            }

            return start == end ? string.Empty : _text.Substring(start, end - start);
        }

        private void Expect(string value)
        {
            // HTTP/1.0 knows no expectations.
            if (!IsVersion10)
            {
                if (value.ToLower() != "100-continue")
                {
                    throw new HttpException(417);
                }

                ExpectsContinue = true;
            }
        }

        // Chunks, and nothing inside of them. Where the last coding is another, nobody knows where the body ends.
        private void ParseCoding(string value)
        {
            bool chunkedLast = value == "chunked" || (value.LastIndexOf(',') >= 0 && value.Substring(value.LastIndexOf(',') + 1).Trim() == "chunked");

            if (_chunked || IsVersion10 || (!chunkedLast && HasToken(value, "chunked")))
            {
                throw new HttpException(400);
            }

            if (value != "chunked")
            {
                throw new HttpException(501);
            }

            _chunked = true;
        }

        private static int ParseLength(string value)
        {
            if (value.Length == 0)
            {
                throw new HttpException(400);
            }

            int length = 0;

            for (int i = 0; i < value.Length; i++)
            {
                int digit = value[i] - '0';

                if ((uint)digit > 9)
                {
                    throw new HttpException(400);
                }

                if (length > 100000000)
                {
                    throw new HttpException(413);
                }

                length = (10 * length) + digit;
            }

            return length;
        }

        // What the fields mean together.
        private void CheckFields()
        {
            // Two lengths, two hosts, a length beside chunks: that is how requests are smuggled.
            if (_hosts > 1 || (_hosts == 0 && !IsVersion10) || _lengths > 1 || (_chunked && _lengths > 0))
            {
                throw new HttpException(400);
            }

            ContentLength = _chunked ? -1 : ContentLength;
            KeepAlive = !_close && (!IsVersion10 || _keep);
        }
    }
}
