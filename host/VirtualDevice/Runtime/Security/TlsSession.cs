extern alias desktop;

using System.Net.Security;
using DesktopCertificate = desktop::System.Security.Cryptography.X509Certificates.X509Certificate2;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What mbedTLS does for a device, as far as SslStream sees it; failures are SocketExceptions with its codes.
    internal abstract class TlsSession
    {
        // Decrypted and not read yet: of one record.
        public abstract int Available { get; }

        // The chain is the certificate, and those between it and its authority's, which are sent with it.
        public abstract void Accept(DesktopCertificate certificate, DesktopCertificate[] chain, SslProtocols protocols);

        public abstract void Connect(string host, DesktopCertificate certificate, DesktopCertificate[] chain, SslProtocols protocols);

        public abstract int Read(byte[] buffer, int offset, int count, int timeout);

        public abstract void Write(byte[] buffer, int offset, int count);

        public abstract void Close();
    }
}
