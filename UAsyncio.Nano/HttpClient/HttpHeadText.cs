using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>The head of a response: its status and, as one string, its fields.</summary>
    internal sealed class HttpHeadText
    {
        private string _fields = "\n";
        private string _lower;

        internal int Status { get; private set; }

        internal bool IsVersion10 { get; private set; }

        /// <summary>It came instead of the request's body, or in the middle of it: what the server takes next for that body is not known.</summary>
        internal bool IsEarly { get; set; }

        /// <summary>It is early, and no byte of the body was sent before it.</summary>
        internal bool IsBeforeBody { get; set; }

        internal bool KeepsAlive
        {
            get
            {
                if (IsEarly || Status < 200)
                {
                    return false;
                }

                string connection = Find("Connection");

                // HTTP/1.0 knows no codings: where such a body ends is not to be believed (RFC 9112, 6.1).
                return IsVersion10 ? HttpField.HasToken(connection, "keep-alive") && Find("Transfer-Encoding") == null : !HttpField.HasToken(connection, "close");
            }
        }

        /// <summary>Reads a head.</summary>
        /// <param name="stream">Where it comes.</param>
        /// <param name="maxSize">How long it may be, with those before it, in bytes.</param>
        /// <param name="interim">Whether one is wanted that only says that the response is to come (1xx).</param>
        /// <returns>It; null when the connection has ended before the first byte.</returns>
        /// <exception cref="HttpException">502: it is malformed or too large.</exception>
        internal static async Coroutine<HttpHeadText> ReadAsync(AsyncStream stream, int maxSize, bool interim)
        {
            HttpHeadText head;

            try
            {
                do
                {
                    head = new HttpHeadText();
                    string line = await stream.ReadLineAsync(maxSize);

                    if (line == null)
                    {
                        return null;
                    }

                    head.ParseStatus(line);

                    for (maxSize -= line.Length; (line = await stream.ReadLineAsync(maxSize)) != string.Empty; maxSize -= line.Length)
                    {
                        head.Add(line);
                    }
                }
                while (!interim && head.Status < 200 && head.Status != 101);
            }
            catch (LineTooLongException)
            {
                throw new HttpException(502);
            }

            return head;
        }

        internal string Find(string name)
        {
            if (_lower == null)
            {
                _lower = _fields.ToLower();
            }

            name = "\n" + name.ToLower() + ":";
            string found = null;

            for (int at = _lower.IndexOf(name); at >= 0; at = _lower.IndexOf(name, at + 1))
            {
                int value = at + name.Length;
                string one = _fields.Substring(value, _fields.IndexOf('\n', value) - value).Trim();

                // In a cookie there are commas: it is no list (RFC 9110, 5.3).
                found = found == null ? one : found + (name == "\nset-cookie:" ? "\n" : ", ") + one;
            }

            return found;
        }

        /// <summary>The length of the body, as <see cref="HttpBody"/> has it (RFC 9112, 6.3).</summary>
        /// <exception cref="HttpException">502: it is none, or not sure.</exception>
        internal int LengthOf(string method)
        {
            if (method == "HEAD" || Status < 200 || Status == 204 || Status == 304)
            {
                return 0;
            }

            string coding = Find("Transfer-Encoding");
            string length = Find("Content-Length");

            if (coding != null)
            {
                return coding.ToLower() == "chunked" && length == null ? HttpBody.Chunked : throw new HttpException(502);
            }

            if (length == null)
            {
                return HttpBody.ToEnd;
            }

            int value = length.Length > 0 ? 0 : throw new HttpException(502);

            for (int i = 0; i < length.Length; i++)
            {
                int digit = length[i] - '0';

                if (i > 0 && length[i] == ',' && IsRepeated(length))
                {
                    break;
                }

                if ((uint)digit > 9 || value > 200000000)
                {
                    throw new HttpException(502);
                }

                value = 10 * value + digit;
            }

            return value;
        }

        // Whether all of a list is what is before its first comma: some servers say the length twice, in two fields (RFC 9112, 6.3).
        private static bool IsRepeated(string list)
        {
            string[] all = list.Split(',');

            for (int i = 1; i < all.Length; i++)
            {
                if (all[i].Trim() != all[0])
                {
                    return false;
                }
            }

            return true;
        }

        private void ParseStatus(string line)
        {
            if (line.Length < 12 || line.IndexOf("HTTP/1.") != 0 || line[8] != ' ' || (line.Length > 12 && line[12] != ' ') || line.IndexOf('\r') >= 0)
            {
                throw new HttpException(502);
            }

            IsVersion10 = line[7] == '0';

            for (int i = 9; i < 12; i++)
            {
                int digit = line[i] - '0';

                if ((uint)digit > 9)
                {
                    throw new HttpException(502);
                }

                Status = 10 * Status + digit;
            }
        }

        private void Add(string line)
        {
            line = line == null ? throw new HttpException(502) : Narrow(line);

            // A folded line belongs to the one before.
            bool isFolded = _fields.Length > 1 && (line[0] == ' ' || line[0] == '\t');

            // A return in its middle is another reader's line end (RFC 9112, 2.2).
            if (line.IndexOf('\r') >= 0 || (!isFolded && (line.IndexOf(':') <= 0 || line.IndexOf(' ') == line.IndexOf(':') - 1)))
            {
                throw new HttpException(502);
            }

            _fields = (isFolded ? _fields.Substring(0, _fields.Length - 1) + " " + line.Trim() : _fields + line) + "\n";
        }

        // A device's search ends at a character beyond U+FFFF, such as an emoji: nothing behind it would be found, and the text itself is not.
        private static string Narrow(string text)
        {
            return text.Length > 0 && text.IndexOf(text) < 0 ? HttpUrl.Encoded(text) : text;
        }
    }
}
