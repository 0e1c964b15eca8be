using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>HostTlsServer on the virtual device, and clients for it on the desktop.</summary>
    internal sealed class DeviceTlsServer : IDisposable
    {
        public const int Tls12 = 3072;
        public const int Tls13 = 12288;

        // What Errors says.
        public const string Refused = "Tls1";
        public const string Missing = "Tls2";
        public const string NotTls = "Tls4";
        public const string PeerClosed = "Tls5";
        public const string TimedOut = "Tls6";

        // For what hangs only.
        public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

        private static readonly Type s_server = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Tls.HostTlsServer");

        public DeviceTlsServer(Certificates.Pem? certificate = null, bool clientCertificates = false, int protocols = Tls12 | Tls13, int helloTimeout = 60000, int connections = 8, bool startTls = false)
        {
            certificate ??= Certificates.Server;
            Port = (int)Call("Start", certificate.Certificate, certificate.Key, clientCertificates ? Certificates.Authority.Certificate : null, protocols, helloTimeout, connections, startTls, true)!;
        }

        public int Port { get; }

        public int Connections => (int)Call("Connections")!;

        public int Ticks => (int)Call("Ticks")!;

        /// <summary>Gets the handshakes that failed: Tls and the number of the TlsError.</summary>
        public string Errors => (string)Call("Errors")!;

        /// <summary>Gets the task that the last of them was reported for.</summary>
        public string? Failed => (string?)Call("Failed");

        public void Hurry(int milliseconds) => Call("Hurry", milliseconds);

        public async Task<TcpClient> ConnectAsync()
        {
            TcpClient client = new() { NoDelay = true };
            await client.ConnectAsync(IPAddress.Loopback, Port).WaitAsync(Limit);
            return client;
        }

        /// <summary>A client's TLS over a connection; it trusts the authority, and no other.</summary>
        public async Task<SslStream> SecureAsync(TcpClient client, SslProtocols protocols = SslProtocols.None, X509Certificate2? certificate = null, string name = "device.test")
        {
            SslStream stream = new(client.GetStream());
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(Certificates.Authority.Loaded);
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = protocols,
                CertificateChainPolicy = policy,
                ClientCertificates = certificate == null ? null : new X509CertificateCollection { certificate },
                LocalCertificateSelectionCallback = certificate == null ? null : (_, _, _, _, _) => certificate,
            }).WaitAsync(Limit);
            return stream;
        }

        /// <summary>Says something, and reads it back.</summary>
        public static async Task EchoAsync(SslStream stream, int count = 20)
        {
            byte[] sent = new byte[count];
            Random.Shared.NextBytes(sent);
            byte[] back = new byte[count];
            Task writing = stream.WriteAsync(sent).AsTask();
            await stream.ReadExactlyAsync(back).AsTask().WaitAsync(Limit);
            await writing.WaitAsync(Limit);
            Assert.Equal(sent, back);
        }

        public async Task UntilAsync(Func<bool> holds)
        {
            for (int i = 0; i < 6000 && !holds(); i++)
            {
                await Task.Delay(10);
            }

            Assert.True(holds(), "connections: " + Connections + ", errors: " + Errors);
        }

        public void Dispose()
        {
            Task<object?> stopping = Task.Run(() => Call("Stop"));

            if (!stopping.Wait(Limit))
            {
                // A handshake that nobody ends would stop the device for the tests that follow, too.
                Device.Restart();
                Assert.Fail("the server does not end");
            }

            Assert.True((bool)stopping.Result!, "slots or timers are still taken");
            Leaks.AssertNone();
        }

        private static object? Call(string method, params object?[] arguments)
        {
            return s_server.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments);
        }
    }
}
