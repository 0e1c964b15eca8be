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

        // Nobody outside is to end a line, or to move a terminal's cursor: not by a control character of the second set either, which is two bytes
        // of UTF-8, C2 and below A0.
        internal static void BlankControls(byte[] text, int length)
        {
            byte before = 0;

            for (int i = 0; i < length; i++)
            {
                byte value = text[i];
                bool isControl = value < ' ' || value == 127 || (before == 0xC2 && value < 0xA0) || (value == 0xC2 && i + 1 < length && text[i + 1] < 0xA0);
                text[i] = isControl ? (byte)' ' : value;
                before = value;
            }
        }
    }
}
