using System;
using System.Text;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>A request of an <see cref="HttpClient"/>.</summary>
    public sealed class HttpRequest
    {
        private static readonly char[] s_lineEnds = { '\r', '\n', '\0' };

        /// <summary>Makes one without a body.</summary>
        /// <param name="method">The method, such as GET.</param>
        /// <param name="url">The URL: http or https.</param>
        /// <exception cref="ArgumentException">The method is empty or has a blank in it.</exception>
        public HttpRequest(string method, string url)
        {
            if (method == null || method.Length == 0 || method.IndexOf(' ') >= 0 || method.IndexOfAny(s_lineEnds) >= 0)
            {
                throw new ArgumentException(nameof(method));
            }

            Method = method;
            Url = url;
        }

        /// <summary>The method.</summary>
        public string Method { get; }

        /// <summary>The URL.</summary>
        public string Url { get; }

        /// <summary>How many bytes <see cref="Writer"/> writes; below zero, as by default, when that is not known: it goes in chunks then.</summary>
        public int Length { get; set; } = -1;

        /// <summary>Writes the body as it is sent; null for none. Such a request is neither repeated nor led elsewhere.</summary>
        public WriteBody Writer { get; set; }

        internal string Fields { get; private set; } = string.Empty;

        // Those that other servers must not see.
        internal string Credentials { get; private set; } = string.Empty;

        internal byte[] Body { get; private set; }

        /// <summary>Adds a field.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">Its value.</param>
        /// <exception cref="ArgumentException">A line end or a NUL is in it, or the name is empty.</exception>
        public void AddHeader(string name, string value)
        {
            if (name.Length == 0 || name.IndexOf(':') >= 0 || name.IndexOfAny(s_lineEnds) >= 0 || value.IndexOfAny(s_lineEnds) >= 0)
            {
                throw new ArgumentException(name);
            }

            string lower = name.ToLower();
            string field = name + ": " + value + "\r\n";

            if (lower == "authorization" || lower == "cookie")
            {
                Credentials += field;
            }
            else
            {
                Fields += field;
            }
        }

        /// <summary>Says a name and a password (RFC 7617). Over plain HTTP everybody on the way reads them.</summary>
        /// <param name="user">The name.</param>
        /// <param name="password">The password.</param>
        public void SetBasic(string user, string password)
        {
            AddHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":" + password)));
        }

        /// <summary>Says a token (RFC 6750).</summary>
        /// <param name="token">The token.</param>
        public void SetBearer(string token)
        {
            AddHeader("Authorization", "Bearer " + token);
        }

        /// <summary>Gives it a body.</summary>
        /// <param name="contentType">Its type.</param>
        /// <param name="body">The body; not to be changed before the response is there.</param>
        public void SetBody(string contentType, byte[] body)
        {
            Body = body;
            AddHeader("Content-Type", contentType);
        }
    }
}
