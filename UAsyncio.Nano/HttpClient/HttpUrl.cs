using System;
using System.Text;

namespace UAsyncio.Nano.Http.Client
{
    /// <summary>A URL of http or https, taken apart.</summary>
    internal sealed class HttpUrl
    {
        private const string Digits = "0123456789ABCDEF";

        private static readonly char[] s_ends = { '/', '?', '#' };

        // What no name has, nor an address; what is left of a second colon, too.
        private static readonly char[] s_notHost = "\"%:<>[\\]^`{|}".ToCharArray();

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

        /// <exception cref="ArgumentException">It is none; the message says why.</exception>
        internal static HttpUrl Parse(string url)
        {
            return Parse(url, false);
        }

        private static HttpUrl Parse(string url, bool isReference)
        {
            url = Encoded(url ?? string.Empty);
            string lower = url.ToLower();
            bool isSecure = lower.IndexOf("https://") == 0;
            int start = isSecure ? 8 : 7;

            if (!isSecure && lower.IndexOf("http://") != 0)
            {
                throw new ArgumentException("url: http:// or https:// wanted");
            }

            // What would make another request of it.
            if (!HttpField.IsValue(url) || url.IndexOf(' ') >= 0 || url.IndexOf('\t') >= 0)
            {
                throw new ArgumentException("url: %20 for a blank, no control characters");
            }

            int end = url.IndexOfAny(s_ends, start);
            end = end < 0 ? url.Length : end;
            string authority = url.Substring(start, end - start);
            int hash = url.IndexOf('#', end);
            string target = url.Substring(end, (hash < 0 ? url.Length : hash) - end);

            if (authority.IndexOf('@') >= 0)
            {
                throw new ArgumentException("url: no user in it, SetBasic says that");
            }

            int colon = authority.LastIndexOf(':');
            string host = colon > authority.IndexOf(']') ? authority.Substring(0, colon) : authority;
            int port = isSecure ? 443 : 80;

            if (host.Length < authority.Length && !TryPort(authority.Substring(colon + 1), ref port))
            {
                throw new ArgumentException("url: port");
            }

            if (host.Length == 0 || (host[0] == '[' ? host.IndexOf(']') != host.Length - 1 : host.IndexOfAny(s_notHost) >= 0))
            {
                throw new ArgumentException("url: host, in ASCII, wanted");
            }

            target = target.Length == 0 || target[0] != '/' ? "/" + target : target;
            return new HttpUrl(isSecure, authority, host, port, isReference ? WithoutDots(target) : target);
        }

        /// <summary>Where a redirect leads: a URL, or one that is relative to this (RFC 3986, 5.2).</summary>
        /// <exception cref="HttpException">502: it leads to none of http or https.</exception>
        internal HttpUrl Resolve(string location)
        {
            location = Encoded(location);
            int hash = location.IndexOf('#');
            string reference = hash < 0 ? location : location.Substring(0, hash);

            // Which is none by the standard, but is sent, and followed by whoever else asks.
            for (int blank = reference.IndexOf(' '); blank >= 0; blank = reference.IndexOf(' '))
            {
                reference = reference.Substring(0, blank) + "%20" + reference.Substring(blank + 1);
            }

            int question = Target.IndexOf('?');
            string path = question < 0 ? Target : Target.Substring(0, question);

            try
            {
                if (HasScheme(reference))
                {
                    return Parse(reference, true);
                }

                if (reference.IndexOf("//") == 0)
                {
                    return Parse((IsSecure ? "https:" : "http:") + reference, true);
                }

                string target = reference.Length == 0 ? Target
                    : reference[0] == '?' ? path + reference
                    : reference[0] == '/' ? reference : path.Substring(0, path.LastIndexOf('/') + 1) + reference;
                return Parse((IsSecure ? "https://" : "http://") + Authority + target, true);
            }
            catch (ArgumentException)
            {
                // It is the server's fault.
                throw new HttpException(502);
            }
        }

        internal bool HasOrigin(HttpUrl other)
        {
            return IsSecure == other.IsSecure && Port == other.Port && Host.ToLower() == other.Host.ToLower();
        }

        // A colon before all that can follow a scheme.
        private static bool HasScheme(string reference)
        {
            int colon = reference.IndexOf(':');
            int end = reference.IndexOfAny(s_ends);
            return colon > 0 && (end < 0 || colon < end);
        }

        // Of a path that begins with a slash, and what follows it: . is the folder, .. the one above it (RFC 3986, 5.2.4).
        private static string WithoutDots(string target)
        {
            int question = target.IndexOf('?');
            string[] segments = (question < 0 ? target : target.Substring(0, question)).Split('/');
            string path = string.Empty;

            for (int i = 1; i < segments.Length; i++)
            {
                bool isUp = segments[i] == "..";

                if (!isUp && segments[i] != ".")
                {
                    path += "/" + segments[i];
                    continue;
                }

                if (isUp && path.Length > 0)
                {
                    path = path.Substring(0, path.LastIndexOf('/'));
                }

                if (i == segments.Length - 1)
                {
                    path += "/";
                }
            }

            return question < 0 ? path : path + target.Substring(question);
        }

        /// <summary>The same, but for what is not ASCII, which is encoded as browsers send it.</summary>
        internal static string Encoded(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);

            if (bytes.Length == text.Length)
            {
                return text;
            }

            char[] encoded = new char[3 * bytes.Length];
            int length = 0;

            for (int i = 0; i < bytes.Length; i++)
            {
                int value = bytes[i];

                if (value < 0x80)
                {
                    encoded[length++] = (char)value;
                }
                else
                {
                    encoded[length++] = '%';
                    encoded[length++] = Digits[value >> 4];
                    encoded[length++] = Digits[value & 15];
                }
            }

            return new string(encoded, 0, length);
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
