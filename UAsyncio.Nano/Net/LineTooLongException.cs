using System.IO;

namespace UAsyncio.Nano.Net
{
    /// <summary>A line is longer than its reader allows. What has come of it stays unread: who reads on takes it first, by <see cref="AsyncStream.Consume"/>.</summary>
    public sealed class LineTooLongException : IOException
    {
        /// <summary>Creates the exception.</summary>
        public LineTooLongException()
        {
        }
    }
}
