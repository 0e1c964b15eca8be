using System;

// The same with a TimeSpan, wherever milliseconds are taken: all in here, since each is one line.
namespace UAsyncio.Nano.Net
{
    public static partial class Tcp
    {
        /// <inheritdoc cref="OpenConnectionAsync(string, int, int)"/>
        /// <param name="host">A name or an address; every address of a name is tried.</param>
        /// <param name="port">The port, 1 to 65535.</param>
        /// <param name="timeout">How long to wait at most; Timeout.InfiniteTimeSpan for as long as the device's network does.</param>
        public static Coroutine<AsyncStream> OpenConnectionAsync(string host, int port, TimeSpan timeout)
        {
            return OpenConnectionAsync(host, port, Coroutine.MillisecondsOf(timeout));
        }

        /// <inheritdoc cref="OpenConnectionAsync(string, int, TlsClientOptions, int)"/>
        /// <param name="host">A name or an address; the server's certificate must be for it, or for <see cref="TlsClientOptions.HostName"/>.</param>
        /// <param name="port">The port, 1 to 65535; 443 is that of HTTPS.</param>
        /// <param name="tls">Whom to trust.</param>
        /// <param name="timeout">How long to wait at most for the connection, without the handshake.</param>
        public static Coroutine<AsyncStream> OpenConnectionAsync(string host, int port, TlsClientOptions tls, TimeSpan timeout)
        {
            return OpenConnectionAsync(host, port, tls, Coroutine.MillisecondsOf(timeout));
        }
    }

    public sealed partial class TcpConnection
    {
        /// <inheritdoc cref="SetDeadline(int)"/>
        /// <param name="time">1 to <see cref="Coroutine.MaxDelay"/> ms; Timeout.InfiniteTimeSpan for no limit.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is out of range.</exception>
        public void SetDeadline(TimeSpan time)
        {
            SetDeadline(Coroutine.MillisecondsOf(time));
        }
    }
}
