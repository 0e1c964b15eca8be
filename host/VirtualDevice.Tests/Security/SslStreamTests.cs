extern alias device;

using System;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice.Tests.Sockets;
using Xunit;
using DeviceCertificate = device::System.Security.Cryptography.X509Certificates.X509Certificate2;
using DesktopStream = System.Net.Security.SslStream;
using NetworkStream = System.Net.Sockets.NetworkStream;
using SelectMode = device::System.Net.Sockets.SelectMode;
using SslProtocols = device::System.Net.Security.SslProtocols;
using SslStream = device::System.Net.Security.SslStream;
using SslVerification = device::System.Net.Security.SslVerification;

namespace UAsyncio.VirtualDevice.Tests.Security
{
    public sealed class SslStreamTests : SocketTestBase
    {
        private const int NoCertificate = -0x7480;
        private const int TimedOut = 10060;

        private static readonly (string Certificate, string Key) s_server = NewCertificate();

        private readonly byte[] _buffer = new byte[4096];

        private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

        [Fact]
        public async Task A_handshake_stops_every_other_thread_of_the_device()
        {
            using SocketPair pair = new();
            using DeviceTurns turns = new();

            // Silent until told: the handshake has begun, and waits.
            Task<SslStream> serving = Task.Run(() => Accept(pair));
            await turns.UntilStoppedAsync();
            await ConnectAsync(pair);
            await serving;
            await turns.UntilRunningAsync();
        }

        [Fact]
        public async Task A_server_wants_a_certificate_unless_it_says_otherwise()
        {
            using SocketPair pair = new();
            Task<int> serving = Task.Run(() =>
            {
                int error = ErrorOf(() => Accept(pair, stream => { }));
                pair.Device.Close();
                return error;
            });
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                DesktopStream client = await ConnectAsync(pair);
                await client.ReadExactlyAsync(new byte[1], Cancelled);
            });
            Assert.Equal(NoCertificate, await serving);
        }

        [Fact]
        public async Task The_flag_for_client_certificates_wants_none()
        {
            using SocketPair pair = new();
            Task serving = Task.Run(() => new SslStream(pair.Device).AuthenticateAsServer(Loaded(), true, SslProtocols.Tls12), Cancelled);
            await ConnectAsync(pair);
            await serving;
        }

        [Fact]
        public async Task DataAvailable_tells_what_is_decrypted_and_no_more()
        {
            using SocketPair pair = new();
            (SslStream device, DesktopStream client) = await SecureAsync(pair);
            Assert.False(device.DataAvailable);
            await client.WriteAsync("0123456789"u8.ToArray(), Cancelled);
            Assert.True(pair.Device.Poll(10_000_000, SelectMode.SelectRead));
            Assert.False(device.DataAvailable);
            Assert.Equal(4, device.Read(_buffer, 0, 4));
            Assert.True(device.DataAvailable);
            Assert.Equal(6, device.Length);
            Assert.False(pair.Device.Poll(0, SelectMode.SelectRead));
            Assert.Equal(6, device.Read(_buffer, 0, 100));
            Assert.False(device.DataAvailable);
        }

        [Fact]
        public void DataAvailable_before_the_handshake_fails()
        {
            using SocketPair pair = new();
            Assert.Throws<InvalidOperationException>(() => new SslStream(pair.Device).DataAvailable);
        }

        [Fact]
        public async Task A_read_takes_one_record_and_leaves_the_next_to_Poll()
        {
            using SocketPair pair = new();
            (SslStream device, DesktopStream client) = await SecureAsync(pair);
            await client.WriteAsync("one"u8.ToArray(), Cancelled);
            await client.WriteAsync("two"u8.ToArray(), Cancelled);
            Assert.Equal(3, device.Read(_buffer, 0, 100));
            Assert.True(pair.Device.Poll(10_000_000, SelectMode.SelectRead));
            Assert.Equal(3, device.Read(_buffer, 0, 100));
        }

        [Fact]
        public async Task A_read_waits_for_a_record_no_longer_than_the_timeout()
        {
            using SocketPair pair = new();
            (SslStream device, DesktopStream client) = await SecureAsync(pair);
            pair.Device.ReceiveTimeout = 1;
            Assert.Equal(TimedOut, ErrorOf(() => device.Read(_buffer, 0, 100)));
            await client.WriteAsync("data"u8.ToArray(), Cancelled);
            Assert.True(pair.Device.Poll(10_000_000, SelectMode.SelectRead));
            Assert.Equal(4, device.Read(_buffer, 0, 100));
        }

        [Fact]
        public async Task Half_a_record_stops_every_thread_until_the_rest_is_there_whatever_the_timeout()
        {
            using SocketPair pair = new();
            HeldStream held = new(new NetworkStream(pair.Peer));
            (SslStream device, DesktopStream client) = await SecureAsync(pair, held);
            pair.Device.ReceiveTimeout = 1;
            held.IsHolding = true;
            await client.WriteAsync("data"u8.ToArray(), Cancelled);
            Assert.True(pair.Device.Poll(10_000_000, SelectMode.SelectRead));
            using DeviceTurns turns = new();
            Task<int> reading = Task.Run(() => device.Read(_buffer, 0, 100));
            await turns.UntilStoppedAsync();
            Assert.False(reading.IsCompleted);
            held.Release();
            Assert.Equal(4, await reading);
            await turns.UntilRunningAsync();
        }

        [Fact]
        public async Task The_end_is_reported_again_and_again()
        {
            using SocketPair pair = new();
            (SslStream device, DesktopStream client) = await SecureAsync(pair);
            await client.ShutdownAsync();
            pair.Peer.Close();
            Assert.Equal(0, device.Read(_buffer, 0, 100));
            Assert.Equal(0, device.Read(_buffer, 0, 100));
        }

        [Fact]
        public async Task Closing_says_goodbye_and_closes_the_socket()
        {
            using SocketPair pair = new();
            (SslStream device, DesktopStream client) = await SecureAsync(pair);
            device.Close();

            // The client reads 0 without a goodbye too: an alert is what it looks like from outside.
            Assert.True(await pair.Peer.ReceiveAsync(_buffer, Cancelled) > 0);
            Assert.Equal(21, _buffer[0]);
            Assert.Equal(0, await client.ReadAsync(_buffer, Cancelled));
            Assert.Throws<device::System.ObjectDisposedException>(() => pair.Device.Available);
        }

        [Fact]
        public void What_is_no_certificate_is_refused()
        {
            Assert.Throws<ArgumentException>(() => new DeviceCertificate("nonsense"));
            Assert.Throws<ArgumentException>(() => new DeviceCertificate(s_server.Certificate, "nonsense", ""));
        }

        private static DeviceCertificate Loaded() => new(s_server.Certificate, s_server.Key, "");

        private static SslStream Accept(SocketPair pair, Action<SslStream>? configure = null)
        {
            SslStream stream = new(pair.Device);

            if (configure == null)
            {
                stream.SslVerification = SslVerification.NoVerification;
            }

            stream.AuthenticateAsServer(Loaded(), SslProtocols.Tls12);
            return stream;
        }

        private static async Task<DesktopStream> ConnectAsync(SocketPair pair, System.IO.Stream? stream = null)
        {
            DesktopStream client = new(stream ?? new NetworkStream(pair.Peer), false, (_, _, _, _) => true);
            await client.AuthenticateAsClientAsync(new System.Net.Security.SslClientAuthenticationOptions { TargetHost = "device.test" }, Cancelled);
            return client;
        }

        private static async Task<(SslStream Device, DesktopStream Client)> SecureAsync(SocketPair pair, System.IO.Stream? stream = null)
        {
            Task<SslStream> serving = Task.Run(() => Accept(pair));
            DesktopStream client = await ConnectAsync(pair, stream);
            return (await serving, client);
        }

        internal static (string Certificate, string Key) NewCertificate()
        {
            using RSA key = RSA.Create(2048);
            CertificateRequest request = new("CN=device.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        }
    }
}
