using System;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace UAsyncio.Nano.Net
{
    /// <summary>How a client speaks TLS: whom it trusts, and who it is. It verifies the server, unless told otherwise.</summary>
    public sealed class TlsClientOptions : TlsOptions
    {
        /// <summary>Makes options by which a client speaks TLS 1.2 and verifies the server.</summary>
        public TlsClientOptions()
        {
            Protocols = SslProtocols.Tls12;
        }

        /// <summary>
        /// The authority that has signed the server's certificate, in PEM or DER; null for those in the device's store. Its
        /// dates and the server's are compared with the device's clock: set that first.
        /// </summary>
        public X509Certificate CertificateAuthority { get; set; }

        /// <summary>The client's own certificate with its private key, for servers that want one; null for none.</summary>
        public X509Certificate2 Certificate { get; set; }

        /// <summary>The name that the server's certificate must have; null for the host that is connected to.</summary>
        public string HostName { get; set; }

        /// <summary>False to take any certificate: then nobody knows who the server is. True by default.</summary>
        public bool VerifyServer { get; set; } = true;

        // Without a name the runtime refuses every server, or, where it is older, asks for none.
        internal void CheckName(string host)
        {
            if (VerifyServer && string.IsNullOrEmpty(HostName ?? host))
            {
                throw new ArgumentException(nameof(HostName));
            }
        }

        internal override void Authenticate(SslStream stream, string host)
        {
            stream.SslVerification = VerifyServer ? SslVerification.CertificateRequired : SslVerification.NoVerification;
            stream.AuthenticateAsClient(HostName ?? host, Certificate, CertificateAuthority, Protocols);
        }
    }
}
