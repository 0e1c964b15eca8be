extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;

namespace System.Security.Cryptography.X509Certificates
{
    public class X509Certificate2 : X509Certificate
    {
        private readonly byte[] _privateKey;

        public X509Certificate2()
        {
        }

        public X509Certificate2(byte[] rawData)
            : base(rawData)
        {
        }

        public X509Certificate2(string certificate)
            : base(certificate)
        {
        }

        public X509Certificate2(string rawData, string key, string password)
            : this(CertificateReader.ToBytes(rawData), CertificateReader.ToBytes(key), password)
        {
        }

        public X509Certificate2(byte[] rawData, string key, string password)
            : this(rawData, CertificateReader.ToBytes(key), password)
        {
        }

        public X509Certificate2(byte[] rawData, byte[] key, string password)
            : base(rawData)
        {
            _privateKey = key;
            WithKey = CertificateReader.AddKey(Desktop, key, password);
        }

        public bool HasPrivateKey => _privateKey != null;

        public DateTime NotAfter => GetExpirationDate();

        public DateTime NotBefore => GetEffectiveDate();

        public byte[] PrivateKey => _privateKey;

        // The whole certificate.
        public byte[] PublicKey => RawData;

        public byte[] RawData => GetRawCertData();

        internal desktop::System.Security.Cryptography.X509Certificates.X509Certificate2 WithKey { get; }
    }
}
