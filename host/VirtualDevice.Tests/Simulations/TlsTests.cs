extern alias device;

using System;
using System.Text;
using System.Threading.Tasks;
using device::System.Net;
using device::System.Net.Security;
using device::System.Net.Sockets;
using UAsyncio.VirtualDevice.Simulations;
using UAsyncio.VirtualDevice.Tests.Security;
using Xunit;
using DeviceCertificate = device::System.Security.Cryptography.X509Certificates.X509Certificate2;
using DeviceEnvironment = device::System.Environment;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    public sealed class TlsTests : IDisposable
    {
        private const int Port = 443;

        private static readonly (string Certificate, string Key) s_server = SslStreamTests.NewCertificate();
        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

        private readonly Simulation _simulation = new(1);
        private readonly byte[] _buffer = new byte[6000];

        public void Dispose() => _simulation.Dispose();

        [Fact]
        public void What_is_sent_inside_arrives()
        {
            string sent = new('x', 5000);
            string received = "";
            _simulation.Do(async () =>
            {
                SimulatedConnection client = await _simulation.ConnectAsync(Port);
                await client.SecureAsync();
                client.Send(sent);
                received = Encoding.ASCII.GetString(await client.ReceiveExactlyAsync(sent.Length));
                client.Shutdown();
            });
            SslStream stream = Accept();
            int first = stream.Read(_buffer, 0, 1000);
            Assert.Equal((1000, 3096), (first, stream.Length));
            for (int count = first; count > 0; count = stream.Read(_buffer, 0, _buffer.Length))
            {
                stream.Write(_buffer, 0, count);
            }

            _simulation.RunToEnd(s_limit);
            Assert.Equal(sent, received);
        }

        [Fact]
        public void The_device_is_a_client()
        {
            _simulation.Listen("192.168.1.9", Port, async connection =>
            {
                await connection.SecureAsync(asServer: true);
                connection.Send("welcome");
                connection.Shutdown();
            });
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(new IPEndPoint(IPAddress.Parse("192.168.1.9"), Port));
            using SslStream stream = new(socket);
            stream.AuthenticateAsClient("server", SslProtocols.Tls12);
            Assert.Equal(7, stream.Read(_buffer, 0, 100));
            Assert.Equal(0, stream.Read(_buffer, 0, 100));
        }

        [Fact]
        public void A_handshake_stops_every_other_thread_until_the_client_goes_on()
        {
            long seen = 0;
            _simulation.Start(() =>
            {
                for (; ; )
                {
                    device::System.Threading.Thread.Sleep(10);
                    seen = DeviceEnvironment.TickCount64;
                }
            });
            long stopped = 0;
            _simulation.Do(async () =>
            {
                SimulatedConnection client = await _simulation.ConnectAsync(Port);
                client.SendRaw([22, 3, 1, 0, 200]);
                await _simulation.DelayAsync(5000);
                stopped = seen;
                client.Close();
            });
            Assert.Equal(-0x7280, ErrorOf(() => Accept()));
            Assert.InRange(stopped, 0, 100);
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.InRange(seen, 5000, 7000);
        }

        [Fact]
        public void A_KeyUpdate_ends_the_session()
        {
            _simulation.Do(async () =>
            {
                SimulatedConnection client = await _simulation.ConnectAsync(Port);
                await client.SecureAsync();
                client.Send("before");
                client.SendKeyUpdate();
                await Assert.ThrowsAsync<TimeoutException>(() => client.ReceiveAsync());
            });
            SslStream stream = Accept();
            Assert.Equal(6, stream.Read(_buffer, 0, 100));
            Assert.Equal(-1, ErrorOf(() => stream.Read(_buffer, 0, 100)));
            Assert.Equal(-1, ErrorOf(() => stream.Read(_buffer, 0, 100)));
            _simulation.RunToEnd(s_limit);
        }

        [Fact]
        public void What_is_no_record_is_refused()
        {
            _simulation.Do(async () =>
            {
                SimulatedConnection client = await _simulation.ConnectAsync(Port);
                await client.SecureAsync();
                client.SendRaw([23, 3, 3, 0xFF, 0xFF]);
            });
            SslStream stream = Accept();
            Assert.Equal(-1, ErrorOf(() => stream.Read(_buffer, 0, 100)));
        }

        private static SslStream Accept()
        {
            using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Any, Port));
            listener.Listen(1);
            SslStream stream = new(listener.Accept()) { SslVerification = SslVerification.NoVerification };
            stream.AuthenticateAsServer(new DeviceCertificate(s_server.Certificate, s_server.Key, ""), SslProtocols.Tls12);
            return stream;
        }

        private static int ErrorOf(Action action) => Assert.Throws<SocketException>(action).ErrorCode;
    }
}
