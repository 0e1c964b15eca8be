using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// What an <see cref="AsyncStream"/> reads and writes: a socket, TLS over a socket, or something of your own.
    /// No call may wait. (uasyncio: the pair of the object polled and the object read)
    /// </summary>
    public abstract class Transport
    {
        /// <summary>Reads what is there.</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most; at least 1.</param>
        /// <returns>How many came, 0 at the end of the stream, -1 when nothing is there yet; who reads is refused anything else.</returns>
        public abstract int Read(byte[] buffer, int offset, int count);

        /// <summary>Writes what can be taken at once.</summary>
        /// <param name="buffer">Where it is.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes; at least 1.</param>
        /// <returns>How many were taken; 0 when none can be now; who writes is refused anything else.</returns>
        public abstract int Write(byte[] buffer, int offset, int count);

        /// <summary>
        /// The socket that is polled for it: while that is not ready, a read or write that waits is not tried. Null, as where this is not
        /// overridden, to have it tried on every pass.
        /// </summary>
        protected internal virtual Socket PolledSocket => null;

        /// <summary>Whether a read would find something now: data, the end, or an error, which this may throw as well.</summary>
        /// <returns>True, as where this is not overridden, when a read is worth a try.</returns>
        protected internal virtual bool CanRead()
        {
            return true;
        }

        /// <summary>Closes it. It is called once, and again where memory was too short for it.</summary>
        public abstract void Close();
    }
}
