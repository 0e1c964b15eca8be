using System;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>A URL of http or https, taken apart.</summary>
    internal sealed class HttpUrl
    {
        // Of what may not stand in a URL, what would make another request of it.
        private static readonly char[] s_forbidden = { ' ', '\r', '\n', '\t', '\0' };
        private static readonly char[] s_ends = { '/', '?', '#' };

        private HttpUrl(bool isSecure, string authority, string host, int port, string target)
        {
            IsSecure = isSecure;
            Authority = authority;
            Host = host;
            Port = port;
            Target = target;
        }

        internal bool IsSecure { get; }

        internal string Authority { get; }

        internal string Host { get; }

        internal int Port { get; }

        internal string Target { get; }

        /// <exception cref="ArgumentException">It is none.</exception>
        internal static HttpUrl Parse(string url)
        {
            string lower = url == null ? string.Empty : url.ToLower();
            bool isSecure = lower.IndexOf("https://") == 0;
            int start = isSecure ? 8 : 7;

            if (!isSecure && lower.IndexOf("http://") != 0)
            {
                throw new ArgumentException("url: http:// or https:// wanted");
            }

            int end = url.IndexOfAny(s_ends, start);
            end = end < 0 ? url.Length : end;
            string authority = url.Substring(start, end - start);
            int hash = url.IndexOf('#', end);
            string target = url.Substring(end, (hash < 0 ? url.Length : hash) - end);
            int colon = authority.LastIndexOf(':');
            string host = colon > authority.IndexOf(']') ? authority.Substring(0, colon) : authority;
            int port = isSecure ? 443 : 80;

            if (host.Length < authority.Length && !TryPort(authority.Substring(colon + 1), ref port))
            {
                throw new ArgumentException("url: port");
            }

            if (host.Length == 0 || host.IndexOf('@') >= 0 || url.IndexOfAny(s_forbidden) >= 0)
            {
                throw new ArgumentException("url: host");
            }

            return new HttpUrl(isSecure, authority, host, port, target.Length == 0 || target[0] != '/' ? "/" + target : target);
        }

        /// <summary>Where a redirect leads: a URL, or a path of the same server.</summary>
        internal HttpUrl Resolve(string location)
        {
            string origin = (IsSecure ? "https://" : "http://") + Authority;

            if (location.IndexOf("//") == 0)
            {
                return Parse((IsSecure ? "https:" : "http:") + location);
            }

            if (location.IndexOf("://") > 0 && location.IndexOf("://") < 8)
            {
                return Parse(location);
            }

            if (location.Length > 0 && location[0] == '/')
            {
                return Parse(origin + location);
            }

            int question = Target.IndexOf('?');
            string path = question < 0 ? Target : Target.Substring(0, question);
            return Parse(origin + path.Substring(0, path.LastIndexOf('/') + 1) + location);
        }

        internal bool HasOrigin(HttpUrl other)
        {
            return IsSecure == other.IsSecure && Port == other.Port && Host.ToLower() == other.Host.ToLower();
        }

        private static bool TryPort(string text, ref int port)
        {
            int value = 0;

            for (int i = 0; i < text.Length; i++)
            {
                int digit = text[i] - '0';

                if ((uint)digit > 9 || value > 65535)
                {
                    return false;
                }

                value = 10 * value + digit;
            }

            port = text.Length == 0 ? port : value;
            return port > 0 && port <= 65535;
        }
    }
}
