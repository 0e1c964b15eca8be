using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// An operation on a socket: the poller asks the socket itself, and tries the operation only when that says yes. So a pass costs one call for
    /// each of all that are parked. One of a protocol over streams has no socket to be asked: it is tried on each pass, or says by
    /// <see cref="FindReady"/> when.
    /// </summary>
    public abstract class SocketOperation : IoOperation
    {
        // What is asked, and for what; null where there is nothing to ask.
        internal Socket _polled;
        internal SelectMode _mode;

        // Without anything to ask: to be tried on each pass, as FindReady says, or not at all.
        internal bool _isTried = true;

        /// <summary>What is done, and with whom, for lists of what coroutines wait for.</summary>
        public override string ToString()
        {
            string text = GetType().Name;

            try
            {
                return _polled == null ? text : text + " " + _polled.RemoteEndPoint;
            }
            catch (SocketException)
            {
                // It is not connected any more.
                return text;
            }
        }

        /// <inheritdoc/>
        protected override int FindReady(IoOperation[] parked, int index, int count)
        {
            try
            {
                // There is one at the index: that is not asked.
                do
                {
                    SocketOperation operation = parked[index] as SocketOperation;

                    if (operation == null)
                    {
                        return index;
                    }

                    Socket socket = operation._polled;

                    if (socket != null)
                    {
                        if (socket.Poll(0, operation._mode))
                        {
                            return index;
                        }
                    }
                    else if (operation._isTried)
                    {
                        return operation == this ? index : operation.FindReady(parked, index, count);
                    }

                    index++;
                }
                while (index < count);
            }
            catch (Exception)
            {
                // The socket has failed, which the operation is to tell; or memory is short, and it costs one try.
            }

            return index;
        }
    }
}
