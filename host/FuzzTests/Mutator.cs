using System;
using System.Collections.Generic;

namespace UAsyncio.FuzzTests
{
    /// <summary>Makes other input out of a corpus, the same for the same random numbers.</summary>
    internal static class Mutator
    {
        private const int MostMutations = 6;
        private const int MostBytes = 3000;

        // What parsers stumble over.
        private static readonly byte[][] s_words = ["\r\n"u8.ToArray(), "\r\n\r\n"u8.ToArray(), "%"u8.ToArray(), "0\r\n"u8.ToArray(), ":"u8.ToArray(), "\""u8.ToArray(), "--b"u8.ToArray(), [0], [0x7F], [0x80], [0xFF], [0xFF, 0xFF, 0xFF, 0x7F], [0xED, 0xA0, 0x80], "99999999999"u8.ToArray(), "-1"u8.ToArray()];

        public static byte[] Mutate(List<byte[]> corpus, Random random)
        {
            List<byte> bytes = [.. corpus[random.Next(corpus.Count)]];

            for (int i = random.Next(MostMutations); i >= 0; i--)
            {
                int at = random.Next(bytes.Count + 1);
                int count = Math.Min(random.Next(20), bytes.Count - at);

                switch (random.Next(7))
                {
                    case 0 when at < bytes.Count:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 1 when at < bytes.Count:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 2:
                        bytes.RemoveRange(at, count);
                        break;
                    case 3:
                        bytes.InsertRange(at, bytes.GetRange(at, count));
                        break;
                    case 4:
                        bytes.InsertRange(at, s_words[random.Next(s_words.Length)]);
                        break;
                    case 5:
                        byte[] other = corpus[random.Next(corpus.Count)];
                        int from = random.Next(other.Length);
                        bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(40))]);
                        break;
                    default:
                        bytes.InsertRange(at, new byte[random.Next(3) == 0 ? random.Next(2000) : random.Next(5)]);
                        break;
                }
            }

            return bytes.Count <= MostBytes ? [.. bytes] : [.. bytes.GetRange(0, MostBytes)];
        }
    }
}
