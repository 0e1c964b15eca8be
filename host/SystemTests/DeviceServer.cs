using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>HostServer on the virtual device, and clients for it on the desktop.</summary>
    internal sealed class DeviceServer : IDisposable
    {
        private static readonly Type s_server = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Net.HostServer");

        private readonly DevicePreset _preset = Device.Preset;

        /// <param name="handler">echo, lines or errors.</param>
        /// <param name="connections">How many at a time, with a device that has sockets for them; 0 for the defaults.</param>
        public DeviceServer(string handler, int connections)
        {
            if (connections > 0)
            {
                Device.Preset = _preset with { SocketLimit = connections + 2 };
            }

            Port = (int)s_server.GetMethod("Start")!.Invoke(null, [handler, connections])!;
        }

        public int Port { get; }

        public static int Connections => (int)s_server.GetMethod("Connections")!.Invoke(null, null)!;

        public static string Errors => (string)s_server.GetMethod("Errors")!.Invoke(null, null)!;

        public async Task<NetworkStream> ConnectAsync()
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return new NetworkStream(socket, ownsSocket: true);
        }

        public void Dispose()
        {
            object? failure = s_server.GetMethod("Stop")!.Invoke(null, null);
            Device.Preset = _preset;
            Assert.Null(failure);
            Leaks.AssertNone();
        }
    }
}
