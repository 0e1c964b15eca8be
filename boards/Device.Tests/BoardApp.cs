using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Threading;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.Boards.Device.Tests
{
    /// <summary>A board's program on the virtual device, started as its Main does, on a free port.</summary>
    internal sealed class BoardApp : IDisposable
    {
        // Generous: a busy machine must not miss it.
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

        private readonly BlockingCollection<string> _lines = [];
        private readonly Thread _thread;
        private object? _app;
        private Exception? _failure;

        public BoardApp(string board, DevicePreset preset)
        {
            VirtualDevice.Device.Preset = preset;
            VirtualDevice.Device.LineWritten += _lines.Add;
            Port = FindFreePort();
            _thread = new Thread(() =>
            {
                try
                {
                    _app = Start(board, connectTimeout: 60000);
                    Call("Run", Port);
                }
                catch (Exception exception)
                {
                    _failure = exception;
                    _lines.Add("failed: " + exception);
                }
            });
            _thread.Start();

            do
            {
                Assert.True(_lines.TryTake(out string? line, s_patience), "no line with the address");
                Assert.DoesNotContain("failed", line);
                Url = line;
            }
            while (!Url.StartsWith("http://", StringComparison.Ordinal));
        }

        public int Port { get; }

        /// <summary>The line with the address.</summary>
        public string Url { get; }

        public static string PathOf(string board)
        {
            return string.Format(null, typeof(BoardApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Board").Value!, board);
        }

        public static Assembly Load(string board) => VirtualDevice.Device.Load(PathOf(board));

        /// <summary>Calls the board's Start.</summary>
        /// <returns>The app, or null.</returns>
        public static object? Start(string board, int connectTimeout)
        {
            MethodInfo start = Load(board).GetType("UAsyncio.Boards.Program", throwOnError: true)!.GetMethod("Start")!;
            return start.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [connectTimeout], null);
        }

        public void Dispose()
        {
            Call("Stop");
            Assert.True(_thread.Join(s_patience), "the app does not end");
            VirtualDevice.Device.LineWritten -= _lines.Add;
            Assert.Null(_failure);
            Assert.Equal(0, DeviceSockets.Open);
            VirtualDevice.Device.Restart();
        }

        private void Call(string method, params object[] arguments)
        {
            _app!.GetType().GetMethod(method)!.Invoke(_app, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }

        private static int FindFreePort()
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
