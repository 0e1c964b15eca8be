namespace UAsyncio.Nano.Http
{
    internal sealed partial class HttpHead
    {
        private void ParseRequestLine(int line, int end)
        {
            int first = _text.IndexOf(' ', line, end - line);
            int target = first + 1;
            int second = first <= line ? -1 : _text.IndexOf(' ', target, end - target);

            if (second <= target || HasOther(line, first) || _text.IndexOfAny(s_notTarget, target, end - target) >= 0 || (!_isAscii && HasLatin(target, second)))
            {
                throw new HttpException(400);
            }

            // "HTTP/1.1", and nothing before or behind it.
            int minor = end - 1;

            if (_text.IndexOf("HTTP/", second) != second + 1)
            {
                throw new HttpException(400);
            }

            if (end - second != 9 || _bytes[_start + minor - 2] != '1' || _bytes[_start + minor - 1] != '.')
            {
                // Another version of the protocol is well-formed all the same.
                throw new HttpException(IsVersion(second + 6, end) ? 505 : 400);
            }

            if (!IsDigit(minor))
            {
                throw new HttpException(400);
            }

            IsVersion10 = _bytes[_start + minor] == '0';
            Method = _text.Substring(line, first - line);
            IsHead = Method == "HEAD";
            ParseTarget(target, second);
        }

        private void ParseTarget(int start, int end)
        {
            byte first = _bytes[_start + start];
            IsOfServer = false;
            _authority = null;
            _path = null;

            if (first != '/')
            {
                if (first == '*' && end == start + 1 && Method == "OPTIONS")
                {
                    RawPath = "*";
                    IsOfServer = true;
                    Query = string.Empty;
                    return;
                }

                start = ParseAuthority(start, end);
            }

            int question = _text.IndexOf('?', start, end - start);
            Query = question < 0 ? string.Empty : _text.Substring(question + 1, end - question - 1);
            end = question < 0 ? end : question;
            RawPath = start == end ? "/" : _text.Substring(start, end - start);
        }

        // Of a target in absolute form: its authority stands for the field Host. Gives where its path begins.
        private int ParseAuthority(int start, int end)
        {
            string scheme = end - start < 8 ? string.Empty : _text.Substring(start, 8).ToLower();
            int authority = start + (scheme == "https://" ? 8 : 7);

            if (scheme.IndexOf("http://") != 0 && scheme != "https://")
            {
                throw new HttpException(Method == "CONNECT" ? 501 : 400);
            }

            int path = _text.IndexOfAny(s_pathStart, authority, end - authority);
            path = path < 0 ? end : path;
            _authority = _text.Substring(authority, path - authority);

            if (path == authority || !IsHost(_authority))
            {
                throw new HttpException(400);
            }

            return path;
        }

        // Digits and points, and a digit at both ends.
        private bool IsVersion(int start, int end)
        {
            int i = start;

            while (i < end && (IsDigit(i) || _bytes[_start + i] == '.'))
            {
                i++;
            }

            return start < end && i == end && IsDigit(start) && IsDigit(end - 1);
        }
    }
}
