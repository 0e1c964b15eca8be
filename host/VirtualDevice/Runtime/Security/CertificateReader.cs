extern alias desktop;

using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using DesktopCertificate = desktop::System.Security.Cryptography.X509Certificates.X509Certificate2;
using DesktopCollection = desktop::System.Security.Cryptography.X509Certificates.X509Certificate2Collection;
using DesktopLoader = desktop::System.Security.Cryptography.X509Certificates.X509CertificateLoader;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Certificates and keys in PEM (mbedTLS wants a NUL behind it, which the managed side adds) or DER.
    internal static class CertificateReader
    {
        public static byte[] ToBytes(string pem) => pem == null ? throw new ArgumentNullException() : desktop::System.Text.Encoding.UTF8.GetBytes(pem + "\0");

        // All of them: mbedTLS makes a chain of what it finds.
        public static DesktopCertificate[] Read(byte[] certificate)
        {
            if (certificate == null)
            {
                throw new ArgumentNullException();
            }

            try
            {
                if (!IsPem(certificate))
                {
                    return [DesktopLoader.LoadCertificate(certificate)];
                }

                DesktopCollection all = new DesktopCollection();
                all.ImportFromPem(ToText(certificate));
                return all.Count > 0 ? all.ToArray() : throw new ArgumentException();
            }
            catch (CryptographicException)
            {
                throw new ArgumentException();
            }
        }

        public static DesktopCertificate AddKey(DesktopCertificate certificate, byte[] key, string password)
        {
            try
            {
                if (certificate.PublicKey.GetRSAPublicKey() != null)
                {
                    using RSA rsa = RSA.Create();
                    Import(rsa, key, password);
                    return desktop::System.Security.Cryptography.X509Certificates.RSACertificateExtensions.CopyWithPrivateKey(certificate, rsa);
                }

                using ECDsa ecdsa = ECDsa.Create();
                Import(ecdsa, key, password);
                return desktop::System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.CopyWithPrivateKey(certificate, ecdsa);
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                throw new ArgumentException();
            }
        }

        private static void Import(AsymmetricAlgorithm algorithm, byte[] key, string password)
        {
            if (!IsPem(key))
            {
                algorithm.ImportPkcs8PrivateKey(key, out _);
            }
            else if (string.IsNullOrEmpty(password))
            {
                algorithm.ImportFromPem(ToText(key));
            }
            else
            {
                algorithm.ImportFromEncryptedPem(ToText(key), password);
            }
        }

        private static bool IsPem(byte[] bytes) => bytes.Length > 0 && bytes[0] != 0x30;

        // Without the NUL it is none.
        private static string ToText(byte[] pem) => pem[^1] == 0 ? desktop::System.Text.Encoding.UTF8.GetString(pem).TrimEnd('\0') : throw new ArgumentException();
    }
}
