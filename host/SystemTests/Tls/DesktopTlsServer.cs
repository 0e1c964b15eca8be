using System;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading.Tasks;

namespace UAsyncio.SystemTests.Tls
{
    /// <summary>A server on the desktop for one client: it echoes, or does what a test gives it to do with the plain connection.</summary>
    internal sealed class DesktopTlsServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;

        public DesktopTlsServer(Certificates.Pem certificate, SslProtocols protocols = SslProtocols.None)
            : this(client => EchoAsync(client, certificate, protocols))
        {
        }

        public DesktopTlsServer(Func<TcpClient, Task> serve)
        {
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _serving = ServeAsync(serve);
        }

        public int Port { get; }

        public void Dispose()
        {
            _listener.Stop();
            _serving.WaitAsync(DeviceTlsServer.Limit).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        }

        private static async Task EchoAsync(TcpClient client, Certificates.Pem certificate, SslProtocols protocols)
        {
            await using SslStream stream = new(client.GetStream());
            await stream.AuthenticateAsServerAsync(certificate.Loaded, false, protocols, false);
            await stream.CopyToAsync(stream);
        }

        private async Task ServeAsync(Func<TcpClient, Task> serve)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync();
            client.NoDelay = true;
            await serve(client);
        }
    }
}
