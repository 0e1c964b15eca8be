using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// The door of a server, asked once a pass: accepts clients, looks which of those that wait have sent something and gives
    /// them places, ends waits whose time is up, and makes room.
    /// </summary>
    /// <remarks>
    /// Nobody awaits it: it stays with the poller until the server is closed and its last connection too, whatever fails. A coroutine that
    /// went on after each failure would do nothing else while memory is short.
    /// </remarks>
    internal partial class AcceptOperation : SocketOperation
    {
        // After an accept that failed, for instance because the device has no socket left.
        private const int RetryMilliseconds = 100;

        private readonly TcpServer _server;

        // Accepted, and not among the connections yet: memory was too short, and it is for the next pass to go on.
        private Socket _accepted;

        // When to try again after an accept that failed.
        private int _retryAt;

        // What is to be reported; whether a report is under way, or an accept has failed that was reported.
        private Exception _caught;
        private bool _isReporting;
        private bool _isReported;

        // For how long room is to be made for a client that there was no socket for; None when there was none.
        private int _wantedUntil;

        internal AcceptOperation(TcpServer server)
        {
            _server = server;
            _polled = server._listener;
            _isTried = false;
            Outcome = Pending;
        }

        /// <summary>The server is closed, and its last connection too.</summary>
        internal bool IsEnded { get; private set; }

        /// <summary>The last accept has failed.</summary>
        internal bool IsFailing { get; private set; }

        /// <summary>Looks without waiting for the next pass.</summary>
        internal void LookNow()
        {
            if (!IsEnded)
            {
                _found = -1;
                _isBusy = true;
                Try();
            }
        }

        protected override int Try()
        {
            TcpServer server = _server;

            // For this once: where memory was too short to come here, it is an old one, and the next pass looks anew.
            int found = _found;
            _found = -1;

            try
            {
                bool blocked = false;

                if (_caught != null)
                {
                    Report();
                }

                if (_accepted != null)
                {
                    Welcome();
                }

                // Where a connection was found nobody is at the door.
                if (!server._closed && found < 0)
                {
                    blocked = Accept();
                }

                if (server._count > 0)
                {
                    if (server._unended > 0)
                    {
                        EndUnended();
                    }

                    if (blocked || server._waits || server._hasDeadlines)
                    {
                        LookAtAll(blocked, found);
                    }
                }
                else if (server._closed)
                {
                    server.End();
                    server._loop.Poller.Remove(this);
                    IsEnded = true;
                    return Pending;
                }

                if (_isBusy)
                {
                    _isBusy = server._closed || IsFailing || _wantedUntil != TcpConnection.None;

                    if (IsFailing)
                    {
                        // It goes on looking whether the network is back, also while nobody comes.
                        return Pending;
                    }
                }

                // While clients are waited for that is how it is.
                if (!_isTried || !server._waits || server._count == 0)
                {
                    Settle();
                }
            }
            catch (Exception exception)
            {
                // By stores alone: the next pass goes on.
                _caught = exception;
                _isBusy = true;
                _polled = null;
                _isTried = true;
            }

            return Pending;
        }

        // One failure is reported once, however long it lasts. What the report fails with is not reported: that might go on for ever.
        private void Report()
        {
            Exception exception = _caught;
            bool isNew = !_isReporting && !(_isReported && IsFailing);
            _isReported = IsFailing;
            _caught = null;

            if (isNew)
            {
                _isReporting = true;
                _server.Report(exception, exception is TlsException ? "TLS" : "accept");
            }

            _isReporting = false;
        }

        /// <summary>Has only the listener asked, while nothing else is to be looked at.</summary>
        [Inline]
        [Commit]
        internal void Settle()
        {
            TcpServer server = _server;
            _isTried = _accepted != null || _caught != null || server._unended > 0 || (server._count == 0 ? server._closed : server._waits || server._hasDeadlines);
            _polled = _isTried || server._closed ? null : server._listener;
        }

        // True when a client is at the door, or was sent away from it a moment ago, and there is no room for it.
        private bool Accept()
        {
            TcpServer server = _server;

            try
            {
                // To accept waits for a client: there must be one.
                while (server._listener.Poll(0, SelectMode.SelectRead))
                {
                    if (server._count == server._connections.Length || (IsFailing && server._loop.Ticks - _retryAt < 0))
                    {
                        return true;
                    }

                    if (server._loop.IsShortOfMemory)
                    {
                        // What there is belongs to those who are here.
                        return false;
                    }

                    _accepted = server._listener.Accept();
                    IsFailing = false;
                    _isReported = false;
                    _wantedUntil = TcpConnection.None;
                    Welcome();

                    if (!server._waits)
                    {
                        // It has its turn before the next one is looked for.
                        return false;
                    }
                }

                IsFailing = false;
                _isReported = false;
            }
            catch (SocketException)
            {
                // While the network is down the listener fails whenever it is asked.
                if (!IsFailing || server._loop.Ticks - _retryAt >= 0)
                {
                    _retryAt = server._loop.Ticks + RetryMilliseconds;

                    // A client that there is no socket for has been reset: it may come again.
                    _wantedUntil = (_retryAt + FirstSilence) | 1;
                    IsFailing = true;
                    throw;
                }
            }

            if (_wantedUntil == TcpConnection.None)
            {
                return false;
            }

            if (server._loop.Ticks - _wantedUntil < 0)
            {
                return true;
            }

            _wantedUntil = TcpConnection.None;
            return false;
        }
    }
}
