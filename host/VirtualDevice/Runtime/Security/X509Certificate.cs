extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;

namespace System.Security.Cryptography.X509Certificates
{
    public class X509Certificate
    {
        protected string _issuer;
        protected string _subject;
        protected DateTime _effectiveDate;
        protected DateTime _expirationDate;
        protected byte[] _handle;
        protected byte[] _sessionHandle;

        public X509Certificate()
        {
        }

        public X509Certificate(byte[] certificate)
        {
            _handle = certificate;
            All = CertificateReader.Read(certificate);
            _issuer = TextOf(Desktop.IssuerName);
            _subject = TextOf(Desktop.SubjectName);
            _effectiveDate = new DateTime(Desktop.NotBefore.ToUniversalTime());
            _expirationDate = new DateTime(Desktop.NotAfter.ToUniversalTime());
        }

        public X509Certificate(string certificate)
            : this(CertificateReader.ToBytes(certificate))
        {
        }

        public virtual string Issuer => _issuer;

        public virtual string Subject => _subject;

        internal desktop::System.Security.Cryptography.X509Certificates.X509Certificate2 Desktop => All?[0];

        // The certificate and what comes behind it.
        internal desktop::System.Security.Cryptography.X509Certificates.X509Certificate2[] All { get; }

        public virtual DateTime GetEffectiveDate() => _effectiveDate;

        public virtual DateTime GetExpirationDate() => _expirationDate;

        public virtual byte[] GetRawCertData() => _handle;

        // In the order of the certificate, with mbedTLS's letters for a state.
        private static string TextOf(desktop::System.Security.Cryptography.X509Certificates.X500DistinguishedName name)
        {
            return (", " + name.Decode(desktop::System.Security.Cryptography.X509Certificates.X500DistinguishedNameFlags.None)).Replace(", S=", ", ST=").Substring(2);
        }
    }
}
