using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Script;
using Xunit;

namespace UAsyncio.Samples.Tests
{
    /// <summary>A sample on the virtual device, started as a device starts it. Its loop goes on until the tests end, as it would there.</summary>
    internal sealed class SampleRun : IDisposable
    {
        // Generous: a busy machine must not miss it.
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

        private readonly BlockingCollection<string> _lines = [];
        private readonly Type _program;
        private readonly Task<Exception?> _ended;

        /// <summary>Starts a sample.</summary>
        /// <param name="name">Its name.</param>
        /// <param name="settings">What its public properties are set to before.</param>
        public SampleRun(string name, params (string Property, object Value)[] settings)
        {
            Device.LineWritten += _lines.Add;
            Assembly assembly = Device.Load(string.Format(null, Metadata("Sample"), name));
            _program = assembly.EntryPoint!.DeclaringType!;

            foreach ((string property, object value) in settings)
            {
                _program.GetProperty(property)!.SetValue(null, value);
            }

            _ended = Device.Start(assembly);
        }

        /// <summary>Gets the folder of the samples.</summary>
        public static string Folder { get; } = Metadata("Folder");

        /// <summary>A port of this computer that nobody listens on.</summary>
        public static int FreePort()
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        /// <summary>Starts the script that belongs to a sample.</summary>
        public static DeviceScript StartScript(string name)
        {
            DeviceScript script = DeviceScript.Load(Path.Combine(Folder, name, "device.json"));
            script.Start();
            return script;
        }

        /// <summary>Waits for a line that begins so.</summary>
        /// <returns>What is behind.</returns>
        public string LineAfter(string start)
        {
            for (; ; )
            {
                Assert.True(_lines.TryTake(out string? line, s_patience), "no line begins with " + start);

                if (line.StartsWith(start, StringComparison.Ordinal))
                {
                    return line[start.Length..];
                }
            }
        }

        /// <summary>The lines that nobody has waited for.</summary>
        public string[] Lines() => [.. _lines];

        /// <summary>The port that the sample says.</summary>
        public int Port() => int.Parse(LineAfter("port ").Split(' ')[0], null);

        /// <summary>Waits until Main has returned.</summary>
        public async Task EndAsync() => Assert.Null(await _ended.WaitAsync(s_patience));

        public void Dispose()
        {
            Device.LineWritten -= _lines.Add;
        }

        private static string Metadata(string key)
        {
            return typeof(SampleRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
        }
    }
}
