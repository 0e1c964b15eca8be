using System;

namespace UAsyncio.Nano.WebSockets
{
    /// <summary>SHA-1 (FIPS 180-4), which the handshake needs and the device does not have. It protects nothing here.</summary>
    internal static class Sha1
    {
        private const int Block = 64;

        internal static byte[] Hash(byte[] message)
        {
            int blocks = (message.Length + 8) / Block + 1;
            byte[] padded = new byte[blocks * Block];
            uint[] hash = { 0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0 };
            uint[] words = new uint[80];
            Array.Copy(message, padded, message.Length);
            padded[message.Length] = 0x80;
            Put(padded, padded.Length - 4, (uint)message.Length * 8);

            for (int i = 0; i < blocks; i++)
            {
                Add(hash, words, padded, i * Block);
            }

            byte[] bytes = new byte[20];

            for (int i = 0; i < 5; i++)
            {
                Put(bytes, 4 * i, hash[i]);
            }

            return bytes;
        }

        private static void Add(uint[] hash, uint[] words, byte[] bytes, int start)
        {
            for (int i = 0; i < 16; i++)
            {
                int at = start + 4 * i;
                words[i] = ((uint)bytes[at] << 24) | ((uint)bytes[at + 1] << 16) | ((uint)bytes[at + 2] << 8) | bytes[at + 3];
            }

            for (int i = 16; i < 80; i++)
            {
                uint word = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16];
                words[i] = (word << 1) | (word >> 31);
            }

            uint a = hash[0];
            uint b = hash[1];
            uint c = hash[2];
            uint d = hash[3];
            uint e = hash[4];

            for (int i = 0; i < 80; i++)
            {
                uint mixed = i < 20 ? ((b & c) | (~b & d)) + 0x5A827999
                    : i < 40 ? (b ^ c ^ d) + 0x6ED9EBA1
                    : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDC
                    : (b ^ c ^ d) + 0xCA62C1D6;
                uint next = ((a << 5) | (a >> 27)) + mixed + e + words[i];
                e = d;
                d = c;
                c = (b << 30) | (b >> 2);
                b = a;
                a = next;
            }

            hash[0] += a;
            hash[1] += b;
            hash[2] += c;
            hash[3] += d;
            hash[4] += e;
        }

        private static void Put(byte[] bytes, int at, uint value)
        {
            bytes[at] = (byte)(value >> 24);
            bytes[at + 1] = (byte)(value >> 16);
            bytes[at + 2] = (byte)(value >> 8);
            bytes[at + 3] = (byte)value;
        }
    }
}
