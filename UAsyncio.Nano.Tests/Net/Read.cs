using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>Reads as text.</summary>
    internal static class Read
    {
        /// <summary>What one read of at most so many bytes gives; "end" at the end.</summary>
        public static async Coroutine<string> SomeAsync(AsyncStream stream, int count)
        {
            byte[] buffer = new byte[count];
            int read = await stream.ReadAsync(buffer, 0, count);
            return read == 0 ? "end" : Encoding.UTF8.GetString(buffer, 0, read);
        }

        /// <summary>So many bytes; "end" and how many came, when the stream ends first.</summary>
        public static async Coroutine<string> ExactlyAsync(AsyncStream stream, int count)
        {
            byte[] buffer = new byte[count];

            try
            {
                await stream.ReadExactlyAsync(buffer, 0, count);
                return Encoding.UTF8.GetString(buffer, 0, count);
            }
            catch (EndOfStreamException exception)
            {
                return "end" + exception.Count;
            }
        }

        /// <summary>All lines until the end, in quotes.</summary>
        public static async Coroutine LinesAsync(AsyncStream stream, int maxLength, Log log)
        {
            for (; ; )
            {
                string line = await stream.ReadLineAsync(maxLength);

                if (line == null)
                {
                    log.Add("end");
                    return;
                }

                log.Add("'" + line + "'");
            }
        }
    }
}
