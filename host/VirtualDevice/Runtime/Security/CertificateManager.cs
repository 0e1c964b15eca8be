using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using UAsyncio.VirtualDevice.Runtime;

namespace System.Net.Security
{
    // The device's store of authorities.
    public static class CertificateManager
    {
        internal static IReadOnlyList<X509Certificate> Store { get; private set; } = new X509Certificate[0];

        public static bool AddCaCertificateBundle(X509Certificate[] ca)
        {
            Store = ca.ToArray();
            return true;
        }

        public static bool AddCaCertificateBundle(string ca) => AddCaCertificateBundle(CertificateReader.ToBytes(ca));

        public static bool AddCaCertificateBundle(byte[] ca) => AddCaCertificateBundle([new X509Certificate(ca)]);

        internal static void Restart() => Store = new X509Certificate[0];
    }
}
