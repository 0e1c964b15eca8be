using System;
using System.Text;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>A request of an <see cref="HttpClient"/>.</summary>
    public sealed class HttpRequest
    {
        private string _authorization;
        private string _cookies;
        private string _contentType;
        private string _contentFields;

        /// <summary>Makes one without a body.</summary>
        /// <param name="method">The method, such as GET.</param>
        /// <param name="url">The URL: http or https.</param>
        /// <exception cref="ArgumentException">The method is none: see <see cref="HttpField.IsToken"/>.</exception>
        public HttpRequest(string method, string url)
        {
            if (method == null || !HttpField.IsToken(method))
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

        /// <summary>Writes the body as it is sent; null for none. Such a request is not repeated, and led elsewhere only where it is to be asked by GET.</summary>
        public WriteBody Writer { get; set; }

        internal string Fields { get; private set; } = string.Empty;

        // Those of the body: they go where it goes.
        internal string ContentFields => _contentType + _contentFields;

        // Those that other servers must not see.
        internal string Credentials => _authorization + _cookies;

        internal byte[] Body { get; private set; }

        /// <summary>Adds a field.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">Its value.</param>
        /// <remarks>Of Authorization and Content-Type there is one: a further one takes the place of it. Cookies go in one field.</remarks>
        /// <exception cref="ArgumentException">It is none, or one that the client writes: see <see cref="HttpField.Check"/>.</exception>
        public void AddHeader(string name, string value)
        {
            HttpField.Check(name, value);
            string lower = name.ToLower();
            string field = name + ": " + value + "\r\n";

            if (lower == "authorization")
            {
                _authorization = field;
            }
            else if (lower == "cookie")
            {
                // One field of all of them (RFC 6265, 5.4).
                _cookies = _cookies == null ? field : _cookies.Substring(0, _cookies.Length - 2) + "; " + value + "\r\n";
            }
            else if (lower == "content-type")
            {
                _contentType = field;
            }
            else if (lower.IndexOf("content-") == 0)
            {
                _contentFields += field;
            }
            else
            {
                Fields += field;
            }
        }

        /// <summary>The same once more, to which fields can be added.</summary>
        internal HttpRequest Copy()
        {
            return new HttpRequest(Method, Url)
            {
                _authorization = _authorization,
                _cookies = _cookies,
                _contentType = _contentType,
                _contentFields = _contentFields,
                Fields = Fields,
                Body = Body,
                Length = Length,
                Writer = Writer,
            };
        }

        /// <summary>Says a name and a password (RFC 7617). Over plain HTTP everybody on the way reads them.</summary>
        /// <param name="user">The name.</param>
        /// <param name="password">The password.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        /// <exception cref="ArgumentException">The name has a colon: for the server, the password would begin there.</exception>
        public void SetBasic(string user, string password)
        {
            // A setting that is missing, say: it would be sent as an empty one.
            if (user == null || password == null)
            {
                throw new ArgumentNullException(user == null ? nameof(user) : nameof(password));
            }

            if (user.IndexOf(':') >= 0)
            {
                throw new ArgumentException(nameof(user));
            }

            AddHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(user + ":" + password)));
        }

        /// <summary>Says a token (RFC 6750).</summary>
        /// <param name="token">The token.</param>
        /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
        public void SetBearer(string token)
        {
            AddHeader("Authorization", "Bearer " + (token ?? throw new ArgumentNullException(nameof(token))));
        }

        /// <summary>Gives it a body.</summary>
        /// <param name="contentType">Its type.</param>
        /// <param name="body">The body; not to be changed before the response is there.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        public void SetBody(string contentType, byte[] body)
        {
            if (body == null)
            {
                throw new ArgumentNullException(nameof(body));
            }

            AddHeader("Content-Type", contentType);
            Body = body;
        }

        /// <summary>Gives it a text as its body.</summary>
        /// <param name="contentType">Its type, such as application/json.</param>
        /// <param name="text">The text, sent in UTF-8.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        public void SetBody(string contentType, string text)
        {
            if (text == null)
            {
                throw new ArgumentNullException(nameof(text));
            }

            SetBody(contentType, Encoding.UTF8.GetBytes(text));
        }
    }
}
