using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UAsyncio.Boards.Pc
{
    /// <summary>This computer's certificate for HTTPS: signed by itself, made when there is none, and kept in a folder.</summary>
    internal sealed class Certificate
    {
        // What browsers accept at most.
        private const int Days = 397;

        private Certificate(string path, string pem, string key)
        {
            Path = path;
            Pem = pem;
            Key = key;
        }

        /// <summary>Gets the file of the certificate: for clients, to trust it.</summary>
        public string Path { get; }

        public string Pem { get; }

        public string Key { get; }

        /// <summary>Reads device.pem and device.key, and makes them if they are not there or the certificate is out of date.</summary>
        /// <param name="folder">Where they are; made if need be.</param>
        /// <returns>The certificate and its private key.</returns>
        /// <exception cref="IOException">They cannot be read or made.</exception>
        /// <exception cref="UnauthorizedAccessException">They must not be read or made.</exception>
        public static Certificate Load(string folder)
        {
            string pem = System.IO.Path.Combine(folder, "device.pem");
            string key = System.IO.Path.Combine(folder, "device.key");

            if (!File.Exists(pem) || !File.Exists(key) || IsOutOfDate(pem))
            {
                Directory.CreateDirectory(folder);
                Make(pem, key);
            }

            return new Certificate(pem, File.ReadAllText(pem), File.ReadAllText(key));
        }

        private static bool IsOutOfDate(string pem)
        {
            try
            {
                using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(pem);
                return certificate.NotAfter < DateTime.Now || certificate.NotBefore > DateTime.Now;
            }
            catch (CryptographicException)
            {
                // Not written to its end.
                return true;
            }
        }

        private static void Make(string pem, string key)
        {
            // RSA: released firmware fails with ECDSA at TLS 1.2.
            using RSA rsa = RSA.Create(2048);
            CertificateRequest request = new("CN=UAsyncio.Nano demo", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            SubjectAlternativeNameBuilder names = new();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
            DateTimeOffset now = DateTimeOffset.UtcNow;
            using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(Days - 1));

            // The key first: whoever finds a certificate finds its key.
            FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };

            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (StreamWriter writer = new(key, options))
            {
                writer.Write(rsa.ExportPkcs8PrivateKeyPem() + "\n");
            }

            File.WriteAllText(pem, certificate.ExportCertificatePem() + "\n");
        }
    }
}
