using System;
using System.Net.Sockets;
using System.Threading;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// A client's connection to a <see cref="TcpServer"/>. It has one of the server's places, and a coroutine, while its handler runs;
    /// without one it waits for its client, and costs a socket only.
    /// </summary>
    /// <remarks>For the thread of its loop.</remarks>
    public sealed partial class TcpConnection : AsyncStream
    {
        // Of a tick that is not set.
        internal const int None = 0;

        // The task that serves it; null while it waits for its client.
        internal Coroutine _task;

        // Who serves it next: one that was handed over to; null for the server's own.
        internal ConnectionHandler _next;

        // Since when its client has the word, and how much had gone to and fro then.
        internal int _since;
        internal int _movedBefore;

        // When its client's time is up; None for never.
        internal int _deadline;

        // What tells, while it waits, whether its client has sent something: its socket, or, before the handshake of TLS, the wait for the hello.
        // Null where the stream is to be asked, which has something in its buffer or may have decrypted what is not in the socket any more.
        internal object _asked;

        // It has been served before.
        internal bool _isKept;

        internal TcpConnection(TcpServer server, Socket socket)
            : base(new SocketTransport(socket))
        {
            Server = server;
        }

        /// <summary>The server.</summary>
        public TcpServer Server { get; }

        /// <summary>
        /// True to keep it open when its handler has ended: it waits for its client's next bytes then, without a coroutine, and is
        /// served again when they are there, or closed after <see cref="TcpServerOptions.IdleTimeout"/>. False at the start of each handler.
        /// </summary>
        public bool KeepAlive { get; set; }

        /// <summary>
        /// True to let the server close it while it waits for its client, when other clients wait for its place: when the client has sent
        /// less than others, or has taken nothing for a while. Reads and writes throw ObjectDisposedException then. False at
        /// the start of each handler.
        /// </summary>
        public bool MakesRoom { get; set; }

        /// <summary>
        /// Limits the time for which the client can be waited for from now on, until the next call or the handler's end. Unlike
        /// WaitAsync it takes no timer and no memory.
        /// </summary>
        /// <param name="milliseconds">
        /// From 1 to <see cref="Coroutine.MaxDelay"/>; then a read or a write that waits throws TimeoutException, one time. Timeout.Infinite
        /// for no limit.
        /// </param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is out of range.</exception>
        public void SetDeadline(int milliseconds)
        {
            if (milliseconds == Timeout.Infinite)
            {
                _deadline = None;
                return;
            }

            if ((uint)(milliseconds - 1) >= Coroutine.MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(milliseconds));
            }

            TcpServer server = Server;
            int now = server._loop.Ticks;
            _since = now;
            _movedBefore = _moved;
            _deadline = (now + milliseconds) | 1;

            if (!server._hasDeadlines)
            {
                server.WatchDeadlines();
            }
        }

        /// <summary>
        /// Has another handler serve it from the end of the present one on, in the same place and at once: what that one holds, the
        /// request that asked for a WebSocket for instance, is free then.
        /// </summary>
        /// <param name="handler">The handler.</param>
        /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
        public void HandOver(ConnectionHandler handler)
        {
            _next = handler ?? throw new ArgumentNullException(nameof(handler));
        }

        /// <summary>Makes the coroutine that serves it next: of a handler, or of the one that it was handed over to.</summary>
        [Inline]
        internal Coroutine Begin(ConnectionHandler handler)
        {
            ConnectionHandler next = _next ?? handler;
            _next = null;
            KeepAlive = false;
            MakesRoom = false;
            _deadline = None;
            return next(this);
        }

        /// <summary>Ends the read or the write that waits, by a TimeoutException; not one that is done, and whose coroutine has not had its turn.</summary>
        internal void Expire()
        {
            if (IsReading ? _read.Expire() : IsWriting && _write.Expire())
            {
                _deadline = None;
            }
        }
    }
}
