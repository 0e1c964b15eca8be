namespace UAsyncio.Nano.Inspection
{
    /// <summary>Where messages go: the console, a ring in memory, a syslog server, or something of your own.</summary>
    /// <remarks>
    /// It is called for one message at a time, on the thread that logs: it must not wait. One that sends puts the message into a
    /// ThreadSafeQueue, from which a task of its own takes it.
    /// </remarks>
    public abstract class LogTarget
    {
        internal LogTarget _next;

        /// <summary>Takes a message. What it throws is dropped, and the other targets have the message all the same.</summary>
        /// <param name="level">How much it matters.</param>
        /// <param name="name">The name of the logger.</param>
        /// <param name="message">The message.</param>
        public abstract void Write(LogLevel level, string name, string message);

        /// <summary>The usual line: W net: the peer has gone.</summary>
        /// <param name="level">How much it matters.</param>
        /// <param name="name">The name of the logger.</param>
        /// <param name="message">The message.</param>
        /// <returns>The line, without its end.</returns>
        protected static string Line(LogLevel level, string name, string message)
        {
            return "TDIWE"[(int)level] + " " + name + ": " + message;
        }
    }
}
