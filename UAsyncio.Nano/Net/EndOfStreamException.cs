using System.IO;

namespace UAsyncio.Nano.Net
{
    /// <summary>The stream ended before all of it had come. (uasyncio: EOFError)</summary>
    public sealed class EndOfStreamException : IOException
    {
        /// <summary>Creates the exception.</summary>
        /// <param name="count">How many bytes had come.</param>
        public EndOfStreamException(int count)
        {
            Count = count;
        }

        /// <summary>How many bytes had come: they are in the buffer.</summary>
        public int Count { get; }
    }
}
