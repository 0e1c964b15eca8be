using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    public partial class AsyncStream
    {
        /// <summary>Goes on in TLS, as the client. The handshake stops the device, all its threads, until the server has answered.</summary>
        /// <param name="options">Whom it trusts, and the host name that the server's certificate must be for.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
        /// <exception cref="ArgumentException">The server is to be verified, and there is no host name.</exception>
        /// <exception cref="InvalidOperationException">It is no plain TCP connection, a coroutine reads or writes it, or bytes have come that were not read.</exception>
        /// <exception cref="TlsException">The handshake failed; the stream is closed.</exception>
        public async Coroutine StartTlsAsync(TlsClientOptions options)
        {
            if (options != null)
            {
                options.CheckName(null);
            }

            StartTls(options, string.Empty);
        }

        /// <summary>Goes on in TLS, as the server: waits for the client's whole hello, while the loop goes on, and then does the handshake.</summary>
        /// <param name="options">The certificate, and how long the hello may take.</param>
        /// <returns>To be awaited.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The time for the hello is out of range.</exception>
        /// <exception cref="InvalidOperationException">It is no plain TCP connection, a coroutine reads or writes it, or bytes have come that were not read.</exception>
        /// <exception cref="TlsException">The client has not said hello in time, or the handshake failed; the stream is closed, as when this is cancelled.</exception>
        public async Coroutine StartTlsAsync(TlsServerOptions options)
        {
            Socket socket = CheckTls(options);

            if ((uint)(options.HelloTimeout - 1) >= Coroutine.MaxDelay)
            {
                throw new ArgumentOutOfRangeException(nameof(TlsServerOptions.HelloTimeout));
            }

            try
            {
                await new ClientHello(socket).WaitAsync(options.HelloTimeout);
            }
            catch (TimeoutException)
            {
                Dispose();
                throw new TlsException(TlsError.Timeout, 0);
            }
            catch (SocketException exception)
            {
                Dispose();
                throw TlsException.Of(exception.ErrorCode);
            }
            catch (Exception)
            {
                Dispose();
                throw;
            }

            StartTls(options, string.Empty);
        }

        private Socket CheckTls(TlsOptions options)
        {
            if (options == null)
            {
                throw new ArgumentNullException(nameof(options));
            }

            if (_transport == null)
            {
                throw Closed();
            }

            SocketTransport plain = _transport as SocketTransport;

            if (plain == null || _end > _start || IsReading || IsWriting)
            {
                throw new InvalidOperationException(plain == null ? "no plain TCP connection" : "stream in use or unread");
            }

            return plain.PolledSocket;
        }

        internal void StartTls(TlsOptions options, string host)
        {
            // A server that has waited for the hello looks again: others can have used the stream meanwhile.
            Socket socket = CheckTls(options);

            try
            {
                _transport = new TlsTransport(socket, options, host);
            }
            catch (Exception)
            {
                Dispose();
                throw;
            }
        }
    }
}
