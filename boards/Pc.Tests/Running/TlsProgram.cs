using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>The program with --tls, on two free ports.</summary>
    internal sealed class TlsProgram : IAsyncDisposable
    {
        private readonly PcProgram _program;

        private TlsProgram(PcProgram program, int port)
        {
            _program = program;
            Port = port;
        }

        public int Port { get; }

        public string PlainUrl { get; private set; } = string.Empty;

        public string Output => _program.Output;

        /// <summary>Gets the file that the program names for clients.</summary>
        public string Certificate => Output.Split('\n').Single(line => line.StartsWith("A browser", StringComparison.Ordinal)).Split("take ")[1];

        public static async Task<TlsProgram> StartAsync(string preset)
        {
            for (int attempts = 0; ; attempts++)
            {
                int port = FreePort.Find();
                PcProgram program = new("--tls", "--preset", preset, "--port", Text(FreePort.Find()), "--tls-port", Text(port));

                if (await program.UrlAsync() is string url)
                {
                    await program.WrittenAsync("Ctrl+C");
                    return new TlsProgram(program, port) { PlainUrl = url };
                }

                string errors = program.Errors;
                await program.DisposeAsync();
                Assert.True(attempts < 5, errors);
            }
        }

        public string Url(string host) => $"https://{host}:{Port}";

        public ValueTask DisposeAsync() => _program.DisposeAsync();

        private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
    }
}
