using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>A mosquitto on a free port, as docs/mqtt.md starts it, and its programs; where it is not installed, the test is skipped.</summary>
    internal sealed class Mosquitto : IDisposable
    {
        private readonly Process _process;

        private Mosquitto(Process process)
        {
            _process = process;
        }

        public static async Task<Mosquitto> StartAsync(int port)
        {
            // A broker lies where not everybody's PATH leads.
            Mosquitto broker = new(Run(File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto", port));

            for (DateTime end = DateTime.UtcNow + PcProgram.Patience; ; await Task.Delay(20))
            {
                try
                {
                    using TcpClient client = new();
                    await client.ConnectAsync("127.0.0.1", port);
                    return broker;
                }
                catch (SocketException) when (DateTime.UtcNow < end && !broker._process.HasExited)
                {
                }
            }
        }

        /// <summary>Starts mosquitto_sub, whose output has a line for each message.</summary>
        public static Process Subscribe(int port) => Run("mosquitto_sub", port, "-v", "-t", "uasyncio/#");

        public static async Task PublishAsync(int port, string topic, string text)
        {
            using Process process = Run("mosquitto_pub", port, "-t", topic, "-m", text, "-q", "1");
            await process.WaitForExitAsync().WaitAsync(PcProgram.Patience);
            Assert.Equal(0, process.ExitCode);
        }

        /// <summary>Reads lines until one begins so.</summary>
        public static async Task UntilLineAsync(Process process, string start)
        {
            string? line;

            do
            {
                line = await process.StandardOutput.ReadLineAsync().WaitAsync(PcProgram.Patience);
                Assert.True(line != null, "mosquitto_sub has ended");
            }
            while (!line.StartsWith(start, StringComparison.Ordinal));
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        private static Process Run(string program, int port, params string[] arguments)
        {
            try
            {
                string text = port.ToString(CultureInfo.InvariantCulture);
                return Process.Start(new ProcessStartInfo(program, ["-p", text, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            }
            catch (Win32Exception)
            {
                Assert.Skip(program + " is not installed (Debian: mosquitto, mosquitto-clients)");
                throw;
            }
        }
    }
}
