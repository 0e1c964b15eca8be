using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using UAsyncio.DeviceTests;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>HostHttpServer, with its defaults, on the virtual device and real sockets.</summary>
    internal sealed class DeviceHttpServer : IDisposable
    {
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
        private static readonly TimeSpan s_attempt = TimeSpan.FromMilliseconds(50);
        private static readonly Type s_server = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Http.HostHttpServer");

        public DeviceHttpServer()
        {
            Port = (int)s_server.GetMethod("Start")!.Invoke(null, [0])!;
        }

        public int Port { get; }

        public static int Connections => (int)s_server.GetMethod("Connections")!.Invoke(null, null)!;

        /// <summary>The body that GET /N has: of N bytes.</summary>
        public static byte[] Body(int length)
        {
            byte[] body = new byte[length];

            for (int i = 0; i < length; i++)
            {
                body[i] = (byte)((i * 7) + length);
            }

            return body;
        }

        /// <summary>Connects. Where the backlog is full it tries again at once: the network's own attempts are a second and more apart.</summary>
        public async Task<NetworkStream> ConnectAsync()
        {
            for (; ; )
            {
                Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                using CancellationTokenSource over = new(s_attempt);

                try
                {
                    await socket.ConnectAsync(IPAddress.Loopback, Port, over.Token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch (OperationCanceledException)
                {
                    socket.Dispose();
                }
            }
        }

        /// <summary>Connects and sends something.</summary>
        public async Task<NetworkStream> SendAsync(string text)
        {
            NetworkStream stream = await ConnectAsync();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
            return stream;
        }

        /// <summary>Whoever comes next is served; those that were turned away meanwhile come again.</summary>
        public async Task ServesNextAsync()
        {
            using HttpClient client = new() { Timeout = s_limit };
            client.DefaultRequestHeaders.ConnectionClose = true;
            Assert.Equal(Body(100), await client.GetByteArrayAsync(Url(100)));
        }

        /// <summary>All clients have gone: nothing of them is left, and whoever comes next is served.</summary>
        public async Task IsAsBeforeAsync()
        {
            Assert.True(SpinWait.SpinUntil(() => Connections == 0, s_limit), Connections + " connections are left");
            await ServesNextAsync();
            Assert.True(SpinWait.SpinUntil(() => Connections == 0, s_limit), Connections + " connections are left");
        }

        public string Url(int length) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/{length}");

        /// <summary>Ends a connection by a reset: the stream itself would end it in order.</summary>
        public static void Reset(NetworkStream stream)
        {
            stream.Socket.LingerState = new LingerOption(true, 0);
            stream.Socket.Dispose();
        }

        /// <summary>The status of an answer; 0 for none.</summary>
        public static async Task<int> StatusAsync(NetworkStream stream)
        {
            try
            {
                using StreamReader reader = new(stream, Encoding.ASCII, false, -1, leaveOpen: true);
                string? line = await reader.ReadLineAsync().WaitAsync(s_limit);
                return line is { Length: > 12 } ? int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
            }
            catch (IOException)
            {
                return 0;
            }
        }

        public void Dispose()
        {
            object? failure = s_server.GetMethod("Stop")!.Invoke(null, null);
            Assert.Null(failure);
            Leaks.AssertNone();
        }
    }
}
