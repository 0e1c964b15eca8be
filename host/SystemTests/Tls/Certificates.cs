using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>An authority, another one that nobody trusts, and what they have signed; made for this run.</summary>
    internal static class Certificates
    {
        public static Pem Authority { get; } = new("CN=Authority", null, new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));

        public static Pem Stranger { get; } = new("CN=Stranger", null, Authority.From, Authority.To);

        /// <summary>Gets the certificate of a server called device.test, at 127.0.0.1 too.</summary>
        public static Pem Server { get; } = new("CN=device.test", Authority, Authority.From, new DateTimeOffset(2080, 1, 1, 0, 0, 0, TimeSpan.Zero));

        public static Pem Expired { get; } = new("CN=device.test", Authority, Authority.From, new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero));

        /// <summary>Gets an authority that the other has signed, and a server's certificate that it has signed itself.</summary>
        public static Pem Middle { get; } = new("CN=Middle", Authority, Authority.From, Server.To, isAuthority: true);

        public static Pem ServerOfMiddle { get; } = new("CN=device.test", Middle, Authority.From, Server.To);

        /// <summary>Gets the certificate of a server called elsewhere.test, and at no address.</summary>
        public static Pem Elsewhere { get; } = new("CN=elsewhere.test", Authority, Authority.From, Server.To, false);

        /// <summary>Gets one like the server's, which says that it is for clients.</summary>
        public static Pem ServerForClients { get; } = new("CN=device.test", Authority, Authority.From, Server.To, usage: "1.3.6.1.5.5.7.3.2");

        /// <summary>Gets one like the client's, which says that it is for servers.</summary>
        public static Pem ClientForServers { get; } = new("CN=client", Authority, Authority.From, Server.To, usage: "1.3.6.1.5.5.7.3.1");

        public static Pem Client { get; } = new("CN=client", Authority, Authority.From, Server.To);

        public static Pem StrangeClient { get; } = new("CN=client", Stranger, Authority.From, Server.To);

        /// <summary>Gets the one that is none.</summary>
        public static Pem None { get; } = new();

        internal sealed class Pem
        {
            public Pem()
            {
            }

            public Pem(string name, Pem? issuer, DateTimeOffset from, DateTimeOffset to, bool atLoopback = true, bool isAuthority = false, string? usage = null)
            {
                From = from;
                To = to;
                using RSA key = RSA.Create(2048);
                CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer == null || isAuthority, false, 0, true));

                if (usage != null)
                {
                    request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
                }

                SubjectAlternativeNameBuilder names = new();
                names.AddDnsName(name[3..]);

                if (atLoopback)
                {
                    names.AddIpAddress(IPAddress.Loopback);
                }

                if (issuer == null)
                {
                    using X509Certificate2 signed = request.CreateSelfSigned(from, to);
                    Set(signed, key);
                }
                else
                {
                    request.CertificateExtensions.Add(names.Build());
                    using X509Certificate2 signed = request.Create(issuer.Loaded, from, to, RandomNumberGenerator.GetBytes(8));
                    using X509Certificate2 withKey = signed.CopyWithPrivateKey(key);
                    Set(withKey, key);
                }
            }

            public DateTimeOffset From { get; }

            public DateTimeOffset To { get; }

            public string? Certificate { get; private set; }

            public string? Key { get; private set; }

            public X509Certificate2 Loaded { get; private set; } = null!;

            private void Set(X509Certificate2 certificate, RSA key)
            {
                Certificate = certificate.ExportCertificatePem();
                Key = key.ExportPkcs8PrivateKeyPem();
                Loaded = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
            }
        }
    }
}
