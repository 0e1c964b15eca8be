using System;

namespace UAsyncio.Nano.Http
{
    public sealed partial class HttpContext
    {
        /// <summary>Lets only one go on who knows a name and a password (RFC 7617). Over plain HTTP everybody on the way reads them.</summary>
        /// <param name="realm">What they are for: the browser shows it. Without quotes and backslashes.</param>
        /// <param name="user">The name, without a colon.</param>
        /// <param name="password">The password. How long a comparison takes does not tell how much of it was right.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        /// <exception cref="HttpException">401, by which a browser asks for them.</exception>
        public void RequireBasic(string realm, string user, string password)
        {
            // A setting that is missing, say: whoever gives an empty name and password would be let in.
            if (realm == null || user == null || password == null)
            {
                throw new ArgumentNullException(realm == null ? nameof(realm) : user == null ? nameof(user) : nameof(password));
            }

            string credentials = Credentials("basic ");
            bool right = false;

            if (credentials != null)
            {
                try
                {
                    right = AreEqual(Convert.FromBase64String(credentials), s_utf8.GetBytes(user + ":" + password));
                }
                catch (Exception exception)
                {
                    // No base 64: a device throws a plain Exception for that.
                    if (exception is OutOfMemoryException)
                    {
                        throw;
                    }
                }
            }

            if (!right)
            {
                AddHeader("WWW-Authenticate", "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
                throw new HttpException(401);
            }
        }

        /// <summary>Lets only one go on who has a token (RFC 6750).</summary>
        /// <param name="token">The token. How long a comparison takes does not tell how much of it was right.</param>
        /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
        /// <exception cref="HttpException">401.</exception>
        public void RequireBearer(string token)
        {
            if (token == null)
            {
                throw new ArgumentNullException(nameof(token));
            }

            string credentials = Credentials("bearer ");

            if (credentials == null || !AreEqual(s_utf8.GetBytes(credentials), s_utf8.GetBytes(token)))
            {
                // With a parameter behind it in any case (RFC 6750, 3).
                AddHeader("WWW-Authenticate", credentials == null ? "Bearer realm=\"\"" : "Bearer error=\"invalid_token\"");
                throw new HttpException(401);
            }
        }

        /// <summary>
        /// Refuses what a page of another site has a browser send: to be called by handlers that change something. Who is no browser sends
        /// no Origin, and goes on.
        /// </summary>
        /// <remarks>Without TLS a page of https is of this server too, if its host and port are: a proxy may have the certificate, and pass the Host on.</remarks>
        /// <exception cref="HttpException">403.</exception>
        public void RequireSameOrigin()
        {
            string origin = GetHeader("Origin");

            if (origin == null)
            {
                return;
            }

            origin = origin.ToLower();
            string own = "://" + (Host ?? string.Empty).ToLower();

            // One of https would be let down by a page that anybody on the way can change.
            if (own.Length == 3 || (origin != "https" + own && (IsSecure || origin != "http" + own)))
            {
                throw new HttpException(403);
            }
        }

        /// <summary>Refuses a body of another type. A page of another site cannot have a browser send application/json unasked.</summary>
        /// <param name="contentType">The type, in lower case, such as application/json; parameters behind it, such as charset, may be there.</param>
        /// <exception cref="ArgumentNullException"><paramref name="contentType"/> is null.</exception>
        /// <exception cref="HttpException">415.</exception>
        public void RequireContentType(string contentType)
        {
            if (contentType == null)
            {
                throw new ArgumentNullException(nameof(contentType));
            }

            string type = GetHeader("Content-Type") ?? string.Empty;
            int end = type.IndexOf(';');

            // Nothing but that: of what else is in the field, a page of another site may choose some.
            if ((end < 0 ? type : type.Substring(0, end)).Trim().ToLower() != contentType.ToLower())
            {
                throw new HttpException(415);
            }
        }

        private string Credentials(string scheme)
        {
            string value = GetHeader("Authorization");
            return value != null && value.ToLower().IndexOf(scheme) == 0 ? value.Substring(scheme.Length).Trim() : null;
        }

        // Takes as long for one that differs at its start as for one that differs at its end.
        private static bool AreEqual(byte[] given, byte[] expected)
        {
            int difference = given.Length ^ expected.Length;

            for (int i = 0; i < given.Length; i++)
            {
                difference |= given[i] ^ (expected.Length == 0 ? 1 : expected[i % expected.Length]);
            }

            return difference == 0;
        }
    }
}
