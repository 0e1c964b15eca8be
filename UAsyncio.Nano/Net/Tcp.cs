using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace UAsyncio.Nano.Net
{
    /// <summary>Opens connections and servers. (uasyncio: open_connection, start_server)</summary>
    public static class Tcp
    {
        /// <summary>
        /// Connects to a host. Looking its name up and connecting happen on a helper thread, one connection after the other: the
        /// loop goes on meanwhile. (uasyncio: open_connection)
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
            Coroutine connected = operation.WaitAsync(timeout);
            Connector.Enqueue(operation);

            try
            {
                await connected;
            }
            catch (Exception)
            {
                operation.Abandon();
                throw;
            }

            return new AsyncStream(new SocketTransport(operation.Take()));
        }

        /// <summary>Starts a server on the loop of this thread. (uasyncio: start_server)</summary>
        /// <param name="handler">Called for each client.</param>
        /// <param name="address">The local address; IPAddress.Any for all.</param>
        /// <param name="port">The port.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <returns>The server, listening.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
        /// <exception cref="InvalidOperationException">The loop has not enough free slots: one for each connection and one more.</exception>
        /// <exception cref="SocketException">The port is in use (ErrorCode 10048), or no socket is left.</exception>
        public static TcpServer StartServer(ConnectionHandler handler, IPAddress address, int port, TcpServerOptions options = null)
        {
            if (handler == null)
            {
                throw new ArgumentNullException(nameof(handler));
            }

            return new TcpServer(handler, address, port, options ?? new TcpServerOptions());
        }
    }
}
