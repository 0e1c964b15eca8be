namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// Searching in texts with characters beyond U+FFFF, such as emoji. A device's own search ends at the first of them: what stands behind it, a line end
    /// say, is not found.
    /// </summary>
    internal static class WideText
    {
        /// <summary>Whether such a character is in a text, so that a search may not go to its end.</summary>
        internal static bool IsIn(string text)
        {
            // It is not found in itself then.
            return text.Length > 0 && text.IndexOf(text) < 0;
        }

        /// <summary>Looks for the first of some characters, to the end.</summary>
        /// <param name="text">The text.</param>
        /// <param name="any">The characters.</param>
        /// <param name="start">From where on.</param>
        /// <returns>Its index; -1 for none.</returns>
        internal static int IndexOfAny(string text, char[] any, int start)
        {
            int found = text.IndexOfAny(any, start);

            if (found < 0 && IsIn(text))
            {
                for (int length = text.Length; found < 0 && start < length;)
                {
                    // From behind the next one, which is two of a string's characters.
                    while (start < length && (text[start] & 0xFC00) != 0xD800)
                    {
                        start++;
                    }

                    start += 2;
                    found = start < length ? text.IndexOfAny(any, start) : -1;
                }
            }

            return found;
        }
    }
}
