using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using UAsyncio.DeviceTests;
using UAsyncio.SystemTests.Tls;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.SystemTests.Peers
{
    /// <summary>HostWebClient and HostWebServer on the virtual device.</summary>
    internal sealed class DeviceWeb : IDisposable
    {
        // For what hangs only.
        public static readonly TimeSpan Limit = TimeSpan.FromSeconds(100);

        private static readonly Type s_client = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Reliability.HostWebClient");
        private static readonly Type s_server = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Reliability.HostWebServer");

        /// <summary>Starts a server of HTTP and HTTPS.</summary>
        public DeviceWeb(bool redirects = false)
        {
            TlsPort = FreePort();
            Port = (int)Call(s_server, "Start", Certificates.Server.Certificate, Certificates.Server.Key, TlsPort, redirects);
        }

        public int Port { get; }

        public int TlsPort { get; }

        public static string Get(string url, int times = 1, Certificates.Pem? authority = null, string? name = null)
        {
            return Ask("Get", url, (authority ?? Certificates.Authority).Certificate, name, times);
        }

        public static string Post(string url, int size) => Ask("Post", url, Certificates.Authority.Certificate, null, size);

        public static string Listen(string url, Certificates.Pem? authority = null, string? name = null)
        {
            return Ask("Listen", url, (authority ?? Certificates.Authority).Certificate, name);
        }

        public static string Echo(int port, string target, int size, bool isSecure, Certificates.Pem? authority = null, string? name = null)
        {
            return Ask("Echo", port, target, isSecure ? (authority ?? Certificates.Authority).Certificate : null, name, size);
        }

        /// <summary>What a client on the desktop trusts: the authority, and no other.</summary>
        public static bool Trusts(X509Certificate2 certificate, SslPolicyErrors errors)
        {
            using X509Chain chain = new();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.Add(Certificates.Authority.Loaded);
            return (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == 0 && chain.Build(certificate);
        }

        public void Dispose()
        {
            Assert.Equal("", Call(s_server, "Stop"));
            Leaks.AssertNone();
        }

        private static int FreePort()
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private static string Ask(string method, params object?[] arguments)
        {
            string answer = (string)Call(s_client, method, arguments);
            Leaks.AssertNone();
            return answer;
        }

        private static object Call(Type type, string method, params object?[] arguments)
        {
            Task<object> call = Task.Run(() => type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!);

            if (Task.WhenAny(call, Task.Delay(Limit)).GetAwaiter().GetResult() != call)
            {
                // What hangs would stop the device for the tests that follow, too.
                Device.Restart();
                throw new TimeoutException(method + " on the device does not end");
            }

            return call.GetAwaiter().GetResult();
        }
    }
}
