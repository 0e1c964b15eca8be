using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.WebSockets
{
    /// <summary>
    /// Frames as a row of text, with | between them: two hexadecimal digits for the first byte, then the payload, in which each
    /// character is a byte.
    /// </summary>
    internal static class Frames
    {
        private const string Request = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

        /// <summary>A connection to the server that has shaken hands: what goes to and fro now are frames.</summary>
        public static async Coroutine<AsyncStream> OpenAsync(HttpTest test)
        {
            AsyncStream stream = await test.OpenAsync();
            await stream.WriteAsync(Request);

            while (await stream.ReadLineAsync(200) != string.Empty)
            {
            }

            return stream;
        }

        /// <summary>Gives the bytes of frames.</summary>
        public static byte[] ToBytes(string frames, bool masked)
        {
            string[] parts = frames.Split('|');
            byte[] bytes = new byte[frames.Length + 20 * parts.Length];
            int length = 0;

            for (int i = 0; i < parts.Length; i++)
            {
                length = Put(bytes, length, parts[i], masked);
            }

            byte[] exact = new byte[length];
            System.Array.Copy(bytes, exact, length);
            return exact;
        }

        /// <summary>Reads frames until the peer closes or resets; or up to its close frame.</summary>
        public static async Coroutine<string> ReadAsync(AsyncStream stream, bool toClose)
        {
            string frames = string.Empty;

            try
            {
                for (; ; )
                {
                    string frame = await ReadOneAsync(stream);
                    frames += (frames.Length > 0 ? "|" : string.Empty) + frame;

                    if (toClose && frame.IndexOf("88") == 0)
                    {
                        return frames;
                    }
                }
            }
            catch (EndOfStreamException)
            {
                return frames;
            }
            catch (System.Net.Sockets.SocketException)
            {
                return frames + "|reset";
            }
        }

        /// <summary>Reads one frame.</summary>
        public static async Coroutine<string> ReadOneAsync(AsyncStream stream)
        {
            byte[] head = new byte[4];
            await stream.ReadExactlyAsync(head, 0, 2);
            int length = head[1] & 0x7F;

            if (length == 126)
            {
                await stream.ReadExactlyAsync(head, 2, 2);
                length = (head[2] << 8) | head[3];
            }

            byte[] mask = new byte[4];

            if ((head[1] & 0x80) != 0)
            {
                await stream.ReadExactlyAsync(mask, 0, 4);
            }

            byte[] payload = new byte[length];
            await stream.ReadExactlyAsync(payload, 0, length);
            char[] text = new char[length];

            for (int i = 0; i < length; i++)
            {
                text[i] = (char)(payload[i] ^ mask[i & 3]);
            }

            return head[0].ToString("X2") + new string(text);
        }

        private static int Put(byte[] bytes, int at, string frame, bool masked)
        {
            int length = frame.Length - 2;
            bytes[at++] = (byte)((Digit(frame[0]) << 4) | Digit(frame[1]));
            int mask = masked ? 0x80 : 0;

            if (length < 126)
            {
                bytes[at++] = (byte)(mask | length);
            }
            else
            {
                bytes[at++] = (byte)(mask | 126);
                bytes[at++] = (byte)(length >> 8);
                bytes[at++] = (byte)length;
            }

            byte[] key = new byte[4];

            if (masked)
            {
                for (int i = 0; i < 4; i++)
                {
                    key[i] = bytes[at++] = (byte)(0x37 + 0x3C * i);
                }
            }

            for (int i = 0; i < length; i++)
            {
                bytes[at++] = (byte)(frame[i + 2] ^ key[i & 3]);
            }

            return at;
        }

        private static int Digit(char digit)
        {
            return digit <= '9' ? digit - '0' : digit - 'A' + 10;
        }

        /// <summary>Passes the head of a request or of a response on.</summary>
        internal static async Coroutine CopyHeadAsync(AsyncStream from, AsyncStream to)
        {
            string line;

            do
            {
                line = await from.ReadLineAsync(200);
                await to.WriteAsync(line + "\r\n");
            }
            while (line.Length > 0);
        }
    }
}
