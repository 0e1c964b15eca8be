using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace UAsyncio.Nano.Net
{
    /// <summary>Opens connections and servers. (uasyncio: open_connection, start_server)</summary>
    public static partial class Tcp
    {
        /// <summary>
        /// Connects to a host. Looking its name up and connecting happen on a helper thread of its own: the loop goes on meanwhile, and so do
        /// other connects, up to four at a time, three of them by name. (uasyncio: open_connection)
        /// </summary>
        /// <param name="host">A name or an address; every address of a name is tried.</param>
        /// <param name="port">The port, 1 to 65535.</param>
        /// <param name="timeout">How long to wait at most, in ms; Timeout.Infinite for as long as the device's network does.</param>
        /// <returns>The stream.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="host"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> or <paramref name="timeout"/> is out of range.</exception>
        /// <exception cref="TimeoutException">The time is up. Nothing is left open, as after every failure and cancellation.</exception>
        /// <exception cref="SocketException">
        /// The last address failed: refused (ErrorCode 10061), not reachable, no such host (11001), no socket left (10024).
        /// </exception>
        public static async Coroutine<AsyncStream> OpenConnectionAsync(string host, int port, int timeout = Timeout.Infinite)
        {
            if (host == null)
            {
                throw new ArgumentNullException(nameof(host));
            }

            if (port < 1 || port > IPEndPoint.MaxPort)
            {
                throw new ArgumentOutOfRangeException(nameof(port));
            }

            ConnectOperation operation = new ConnectOperation(EventLoop.Current.Poller, host, port);

            try
            {
                await operation.WaitAsync(timeout);
                return operation.Stream;
            }
            catch (Exception)
            {
                // Its socket would be lost: where memory is too short to close it, that is tried again.
                for (int attempts = TcpServer.MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        operation.Abandon();
                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                throw;
            }
        }

        /// <summary>
        /// Connects to a host, and does the handshake of TLS, which stops the device, all its threads, until the server has answered.
        /// (uasyncio: open_connection with ssl)
        /// </summary>
        /// <param name="host">A name or an address; the server's certificate must be for it, or for <see cref="TlsClientOptions.HostName"/>.</param>
        /// <param name="port">The port, 1 to 65535; 443 is that of HTTPS.</param>
        /// <param name="tls">Whom to trust.</param>
        /// <param name="timeout">How long to wait at most for the connection, in ms, without the handshake.</param>
        /// <returns>The stream.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="host"/> or <paramref name="tls"/> is null.</exception>
        /// <exception cref="ArgumentException">The server is to be verified, and there is no host name.</exception>
        /// <exception cref="TlsException">The handshake failed. Nothing is left open, as after every failure and cancellation.</exception>
        /// <exception cref="TimeoutException">The time is up.</exception>
        /// <exception cref="SocketException">There is no connection; see <see cref="OpenConnectionAsync(string, int, int)"/>.</exception>
        public static async Coroutine<AsyncStream> OpenConnectionAsync(string host, int port, TlsClientOptions tls, int timeout = Timeout.Infinite)
        {
            if (tls == null)
            {
                throw new ArgumentNullException(nameof(tls));
            }

            if (host != null)
            {
                tls.CheckName(host);
            }

            AsyncStream stream = await OpenConnectionAsync(host, port, timeout);

            try
            {
                stream.StartTls(tls, host);
                return stream;
            }
            catch (Exception)
            {
                // Its socket would be lost: where memory is too short to close it, that is tried again.
                for (int attempts = TcpServer.MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        stream.Dispose();
                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                throw;
            }
        }

        /// <summary>Starts a server on the loop of this thread. (uasyncio: start_server)</summary>
        /// <param name="handler">Called for each client.</param>
        /// <param name="address">The local address; IPAddress.Any for all.</param>
        /// <param name="port">The port.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <returns>The server, listening.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="handler"/> or <paramref name="address"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not from 0 to 65535, or an option is out of range: it is named.</exception>
        /// <exception cref="InvalidOperationException">The loop has not enough free slots: one for each connection and one more.</exception>
        /// <exception cref="SocketException">The port is in use (ErrorCode 10048), or no socket is left.</exception>
        public static TcpServer StartServer(ConnectionHandler handler, IPAddress address, int port, TcpServerOptions options = null)
        {
            return new TcpServer(handler, address, port, options);
        }
    }
}
