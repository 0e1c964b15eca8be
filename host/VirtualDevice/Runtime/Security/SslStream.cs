using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Net.Security
{
    public class SslStream : NetworkStream
    {
        private TlsSession _session;

        public SslStream(Socket socket)
            : base(socket, false)
        {
            if (_socketType != (int)SocketType.Stream)
            {
                throw new NotSupportedException();
            }
        }

        ~SslStream()
        {
            Dispose(false);
        }

        public SslVerification SslVerification { get; set; } = SslVerification.CertificateRequired;

        public bool UseStoredDeviceCertificate { get; set; }

        public bool IsServer { get; private set; }

        public override bool DataAvailable => Length > 0;

        public override long Length
        {
            get
            {
                ThrowIfDisposed();

                // On a device this reads through a null pointer before the handshake.
                return _session?.Available ?? throw new InvalidOperationException("DataAvailable before the handshake crashes a device");
            }
        }

        public void AuthenticateAsClient(string targetHost, SslProtocols enabledSslProtocols) => AuthenticateAsClient(targetHost, null, null, enabledSslProtocols);

        public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, SslProtocols enabledSslProtocols) => AuthenticateAsClient(targetHost, clientCertificate, null, enabledSslProtocols);

        public void AuthenticateAsClient(string targetHost, X509Certificate clientCertificate, X509Certificate ca, SslProtocols enabledSslProtocols)
        {
            if (targetHost == null)
            {
                throw new ArgumentNullException();
            }

            TlsSession session = Begin(false, targetHost.Length > 0, ca);
            session.Connect(targetHost, (clientCertificate as X509Certificate2)?.WithKey, clientCertificate?.All, enabledSslProtocols);
            _session = session;
        }

        public void AuthenticateAsServer(X509Certificate serverCertificate, SslProtocols enabledSslProtocols)
        {
            TlsSession session = Begin(true, false, null);
            session.Accept((serverCertificate as X509Certificate2)?.WithKey, serverCertificate?.All, enabledSslProtocols);
            _session = session;
        }

        // Neither asks for the client's certificate: of all values only CertificateRequired does.
        public void AuthenticateAsServer(X509Certificate serverCertificate, bool clientCertificateRequired, SslProtocols enabledSslProtocols)
        {
            SslVerification = clientCertificateRequired ? SslVerification.VerifyClientOnce : SslVerification.NoVerification;
            AuthenticateAsServer(serverCertificate, enabledSslProtocols);
        }

        public override int Read(byte[] buffer, int offset, int size)
        {
            Check(buffer, offset, size);
            return Session.Read(buffer, offset, size, Socket.ReceiveTimeout);
        }

        public override void Write(byte[] buffer, int offset, int size)
        {
            Check(buffer, offset, size);
            Session.Write(buffer, offset, size);
        }

        protected override void Dispose(bool disposing)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _session?.Close();

            // There is none where the constructor has thrown: what it has made is finalised too.
            Socket?.Close();
        }

        private TlsSession Session => _session ?? throw new SocketException(-1);

        private TlsSession Begin(bool isServer, bool checkName, X509Certificate ca)
        {
            ThrowIfDisposed();
            if (_session != null)
            {
                throw new InvalidOperationException();
            }

            IsServer = isServer;
            if (DeviceNetwork.Simulated is { } network)
            {
                return new SimulatedTlsSession(network, Socket.DeviceSocket);
            }

            return new DesktopTlsSession(
                Socket.DeviceSocket,
                SslVerification == SslVerification.CertificateRequired,
                checkName,
                CertificateManager.Store.Concat(ca == null ? Array.Empty<X509Certificate>() : new[] { ca }).SelectMany(c => c.All).ToArray());
        }

        private void ThrowIfDisposed()
        {
            if (_disposed)
            {
                throw new ObjectDisposedException();
            }
        }

        private void Check(byte[] buffer, int offset, int size)
        {
            if (buffer == null)
            {
                throw new ArgumentNullException();
            }

            ThrowIfDisposed();
            if (offset < 0 || offset > buffer.Length || size < 0 || size > buffer.Length - offset)
            {
                throw new ArgumentOutOfRangeException();
            }
        }
    }
}
