using Xunit;

namespace UAsyncio.SystemTests.Peers
{
    /// <summary>WebSockets and npm's ws, which offers compression, sends in fragments and pings between them.</summary>
    public sealed class NodeTests
    {
        private const int Size = 5000;

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public void The_devices_client_and_its_server(bool isSecure)
        {
            using NodeWs node = NodeWs.Serve(isSecure, out int port);
            Assert.Equal($"grüß dich, {Size}, {Size} bytes, 1000", DeviceWeb.Echo(port, "/", Size, isSecure));
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public void Its_client_and_the_devices_server(bool isSecure)
        {
            using DeviceWeb server = new();
            Assert.Equal("grüß dich, pong between, same, 1000", NodeWs.Ask(isSecure ? $"wss://127.0.0.1:{server.TlsPort}/echo" : $"ws://127.0.0.1:{server.Port}/echo", Size));
        }
    }
}
