extern alias device;

using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Xunit;
using DeviceCertificate = device::System.Security.Cryptography.X509Certificates.X509Certificate2;
using DeviceKey = device::System.Security.Cryptography.X509Certificates.X509Certificate;

namespace UAsyncio.VirtualDevice.Tests.Security
{
    public sealed class CertificateTests
    {
        [Fact]
        public void Bytes_are_a_certificate_with_a_NUL_behind_them_only()
        {
            (string pem, string key) = SslStreamTests.NewCertificate();
            byte[] bytes = Encoding.UTF8.GetBytes(pem);
            Assert.Throws<ArgumentException>(() => new DeviceKey(bytes));
            Assert.Equal("CN=device.test", new DeviceKey(Encoding.UTF8.GetBytes(pem + "\0")).Subject);
            Assert.Equal("CN=device.test", new DeviceKey(pem).Subject);
            Assert.Throws<ArgumentException>(() => new DeviceCertificate(Encoding.UTF8.GetBytes(pem + "\0"), Encoding.UTF8.GetBytes(key), string.Empty));
            DeviceCertificate certificate = new(pem, key, string.Empty);
            Assert.Equal(certificate.RawData, certificate.PublicKey);
        }

        [Fact]
        public void Names_are_in_the_order_of_the_certificate()
        {
            using RSA key = RSA.Create(2048);
            CertificateRequest request = new(new X500DistinguishedName("C=NL, ST=Zuid, CN=device.test", X500DistinguishedNameFlags.None), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            Assert.Equal("C=NL, ST=Zuid, CN=device.test", new DeviceKey(certificate.ExportCertificatePem()).Issuer);
        }

        [Fact]
        public void All_that_a_text_has_are_a_chain()
        {
            DeviceKey chain = new(SslStreamTests.NewCertificate().Certificate + "\n" + SslStreamTests.NewCertificate().Certificate);
            Assert.Equal(2, chain.All.Length);
        }
    }
}
