using System;

namespace UAsyncio.Nano.Discovery
{
    /// <summary>Names as they are in packets: labels, each with its length before it, and a 0.</summary>
    internal static class DnsName
    {
        internal const int MaxLabel = 63;
        internal const int MaxName = 255;
        private const int Pointer = 0xC0;

        /// <summary>A name as a packet has it.</summary>
        /// <param name="name">ASCII, with dots.</param>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        /// <exception cref="ArgumentException">It is none.</exception>
        internal static byte[] Encode(string name)
        {
            int length = name == null ? throw new ArgumentNullException(nameof(name)) : name.Length;

            if (length == 0 || length > MaxName - 2)
            {
                throw new ArgumentException(nameof(name));
            }

            byte[] bytes = new byte[length + 2];
            int label = 0;

            for (int i = 0; i <= length; i++)
            {
                char c = i < length ? name[i] : '.';

                if (c != '.')
                {
                    if (c <= ' ' || c >= 127)
                    {
                        throw new ArgumentException(nameof(name));
                    }

                    bytes[i + 1] = (byte)c;
                    continue;
                }

                if (i == label || i - label > MaxLabel)
                {
                    throw new ArgumentException(nameof(name));
                }

                bytes[label] = (byte)(i - label);
                label = i + 1;
            }

            return bytes;
        }

        /// <summary>Where what follows a name begins, which may be behind the end; -1 when it is broken.</summary>
        internal static int Skip(byte[] packet, int at, int end)
        {
            for (int start = at; at < end && at - start < MaxName;)
            {
                int length = packet[at];

                if (length >= Pointer)
                {
                    return at + 2;
                }

                if (length > MaxLabel)
                {
                    return -1;
                }

                at += length + 1;

                if (length == 0)
                {
                    return at;
                }
            }

            return -1;
        }

        /// <summary>Whether the name in a packet is a given one. The case of letters does not count.</summary>
        /// <param name="packet">The packet.</param>
        /// <param name="at">Where the name begins.</param>
        /// <param name="end">Where the packet ends.</param>
        /// <param name="name">What <see cref="Encode"/> returned.</param>
        internal static bool Is(byte[] packet, int at, int end, byte[] name)
        {
            // A pointer leads to what was before: so no chain of them comes back to where it was.
            int limit = at;

            for (int i = 0; at < end;)
            {
                int length = packet[at];

                if (length >= Pointer)
                {
                    int target = at + 1 < end ? (length & ~Pointer) << 8 | packet[at + 1] : limit;

                    if (target >= limit)
                    {
                        return false;
                    }

                    at = limit = target;
                    continue;
                }

                if (length != name[i] || at + length >= end)
                {
                    return false;
                }

                if (length == 0)
                {
                    return true;
                }

                for (length += ++i; i < length; i++)
                {
                    at++;
                    int difference = packet[at] ^ name[i];

                    if (difference != 0 && !(difference == 0x20 && (uint)((name[i] | 0x20) - 'a') < 26))
                    {
                        return false;
                    }
                }

                at++;
            }

            return false;
        }
    }
}
