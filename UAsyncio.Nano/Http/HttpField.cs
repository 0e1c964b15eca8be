using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>What may stand in the head of a message.</summary>
    public static class HttpField
    {
        /// <summary>Whether a text is a token, as a method and a field's name are (RFC 9110, 5.6.2).</summary>
        /// <param name="text">The text, of ASCII.</param>
        /// <returns>False where it is empty, or has a blank, a control character or a delimiter in it.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        public static bool IsToken(string text)
        {
            return (text ?? throw new ArgumentNullException(nameof(text))).Length > 0 && text.IndexOfAny(HttpHead.s_delimiters) < 0 && text.IndexOfAny(HttpHead.s_controls) < 0 && !WideText.IsIn(text);
        }

        /// <summary>Whether a text may be the value of a field.</summary>
        /// <param name="text">The text.</param>
        /// <returns>False where a line end or another control character is in it; a tab may be.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        public static bool IsValue(string text)
        {
            return WideText.IndexOfAny(text ?? throw new ArgumentNullException(nameof(text)), HttpHead.s_controls, 0) < 0;
        }

        /// <summary>Whether a list, as in Connection, names a token.</summary>
        /// <param name="list">The field's value; null where there is none.</param>
        /// <param name="token">The token, in lower case. In the list it may be in any.</param>
        /// <returns>False where it is only a part of another.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="token"/> is null.</exception>
        public static bool HasToken(string list, string token)
        {
            return list != null && HttpHead.HasToken(list.ToLower(), token ?? throw new ArgumentNullException(nameof(token)));
        }

        /// <summary>Refuses a field that an app may not add: one that is none, or that says where a message or its connection ends.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="value">Its value.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        /// <exception cref="ArgumentException">
        /// The name is no token; a line end or another control character is in the value; or it is Host, Connection, Content-Length or Transfer-Encoding, which the
        /// library writes.
        /// </exception>
        public static void Check(string name, string value)
        {
            if (name == null || value == null)
            {
                throw new ArgumentNullException(name == null ? nameof(name) : nameof(value));
            }

            if (!IsToken(name) || !IsValue(value) || IsFraming(name))
            {
                throw new ArgumentException(name + ": no field, or not the app's");
            }
        }

        // Their lengths come first, since most have another.
        private static bool IsFraming(string name)
        {
            switch (name.Length)
            {
                case 4:
                case 10:
                case 14:
                case 17:
                    name = name.ToLower();
                    return name == "host" || name == "connection" || name == "content-length" || name == "transfer-encoding";
                default:
                    return false;
            }
        }
    }
}
