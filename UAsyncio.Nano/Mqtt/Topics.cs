using System;

namespace UAsyncio.Nano.Mqtt
{
    /// <summary>The rules for topics and filters, in their bytes: a device's strings count wrong behind some characters.</summary>
    internal static class Topics
    {
        private const int MaxLength = 65535;

        // "$share/"
        private const int SharePrefix = 7;

        /// <summary>Checks text of the protocol: well-formed UTF-8 without NUL and without surrogates.</summary>
        internal static bool IsText(byte[] bytes, int start, int end)
        {
            while (start < end)
            {
                int first = bytes[start++];

                if (first < 0x80)
                {
                    if (first == 0)
                    {
                        return false;
                    }

                    continue;
                }

                int more = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;

                if (more == 0 || more > end - start)
                {
                    return false;
                }

                int second = bytes[start];

                // Too long for what it says, a surrogate, above U+10FFFF.
                if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)
                    || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
                {
                    return false;
                }

                for (; more > 0; more--)
                {
                    if ((bytes[start++] & 0xC0) != 0x80)
                    {
                        return false;
                    }
                }
            }

            return true;
        }

        /// <summary>Whether text is a topic that may be published: not empty, and without wildcards. A device's strings end at a NUL, so they have none.</summary>
        internal static bool IsName(byte[] bytes, int start, int length)
        {
            return length > 0 && length <= MaxLength && Array.IndexOf(bytes, s_plus, start, length) < 0
                && Array.IndexOf(bytes, s_hash, start, length) < 0;
        }

        /// <summary>Checks a filter.</summary>
        /// <returns>Where it begins, behind $share and the group, with what it has, as a delivery says it.</returns>
        internal static int CheckFilter(byte[] filter)
        {
            int start = 0;
            int form = 0;
            bool valid = filter.Length <= MaxLength && IsText(filter, 0, filter.Length);

            if (valid && IsShared(filter))
            {
                form = MqttDelivery.IsShared;
                start = Array.IndexOf(filter, s_slash, SharePrefix, filter.Length - SharePrefix) + 1;
                valid = start > SharePrefix + 1 && IsName(filter, SharePrefix, start - 1 - SharePrefix);
            }

            valid = valid && start < filter.Length;

            for (int i = start; valid && i < filter.Length; i++)
            {
                int letter = filter[i];

                if (letter == '+' || letter == '#')
                {
                    form |= MqttDelivery.HasWildcard;

                    // A wildcard is a level of its own, and # is the last.
                    valid = (i == start || filter[i - 1] == '/') && (i == filter.Length - 1 || (letter == '+' && filter[i + 1] == '/'));
                }
            }

            if (!valid)
            {
                throw new ArgumentException();
            }

            return form | start;
        }

        internal static bool Match(byte[] filter, int position, byte[] topic, int start, int end)
        {
            if (topic[start] == '$' && (filter[position] == '+' || filter[position] == '#'))
            {
                return false;
            }

            for (; position < filter.Length; position++)
            {
                int letter = filter[position];

                if (letter == '#')
                {
                    return true;
                }

                if (letter == '+')
                {
                    while (start < end && topic[start] != '/')
                    {
                        start++;
                    }
                }
                else if (start == end)
                {
                    // "a/#" is for "a" too.
                    return letter == '/' && position == filter.Length - 2 && filter[position + 1] == '#';
                }
                else if (topic[start++] != letter)
                {
                    return false;
                }
            }

            return start == end;
        }

        private static bool IsShared(byte[] filter)
        {
            const string Prefix = "$share/";

            for (int i = 0; i < SharePrefix; i++)
            {
                if (i == filter.Length || filter[i] != Prefix[i])
                {
                    return false;
                }
            }

            return true;
        }

        // Boxed once: they are compared with bytes by native code.
        private static readonly object s_plus = (byte)'+';
        private static readonly object s_hash = (byte)'#';
        private static readonly object s_slash = (byte)'/';
    }
}
