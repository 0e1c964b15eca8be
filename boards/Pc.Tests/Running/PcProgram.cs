using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>The built boards/Pc program, started as a process.</summary>
    internal sealed class PcProgram : IAsyncDisposable
    {
        public const int Interrupt = 2;
        public const int Terminate = 15;

        // It stands still, and goes on (the numbers of Linux).
        public const int StopSignal = 19;
        public const int ContinueSignal = 18;

        // Generous: a busy machine must not miss it.
        public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

        private readonly Process _process = new();
        private readonly StringBuilder _output = new();
        private readonly StringBuilder _errors = new();
        private readonly TaskCompletionSource<string?> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public PcProgram(params string[] arguments)
        {
            string program = typeof(PcProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == "PcProgram").Value!;
            string[] command = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", program, .. arguments];

            // A test run in the background ignores SIGINT, and would hand that down.
            if (OperatingSystem.IsLinux())
            {
                command = ["env", "--default-signal=INT", .. command];
            }

            _process.StartInfo = new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            };
            _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
            _process.ErrorDataReceived += (_, line) => Take(_errors, line.Data);
            _process.Start();
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public string Output => Text(_output);

        public string Errors => Text(_errors);

        /// <summary>Waits for the line with the address.</summary>
        /// <returns>It; null when the program has ended without.</returns>
        public Task<string?> UrlAsync() => _url.Task.WaitAsync(Patience);

        /// <summary>Waits until it has written a text.</summary>
        public async Task WrittenAsync(string text)
        {
            for (DateTime end = DateTime.UtcNow + Patience; !Output.Contains(text, StringComparison.Ordinal); await Task.Delay(20))
            {
                Assert.True(DateTime.UtcNow < end, "not written: " + text);
            }
        }

        /// <summary>Waits for its end.</summary>
        /// <returns>The exit code.</returns>
        public async Task<int> EndAsync()
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
            return _process.ExitCode;
        }

        public void Signal(int signal)
        {
            if (Kill(_process.Id, signal) != 0)
            {
                throw new InvalidOperationException("kill: " + Marshal.GetLastPInvokeErrorMessage());
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }

            _process.Dispose();
        }

        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        private static extern int Kill(int process, int signal);

        private static string Text(StringBuilder lines)
        {
            lock (lines)
            {
                return lines.ToString();
            }
        }

        private void Take(StringBuilder lines, string? line)
        {
            if (line == null)
            {
                if (lines == _output)
                {
                    _url.TrySetResult(null);
                }

                return;
            }

            lock (lines)
            {
                lines.Append(line).Append('\n');
            }

            if (line.StartsWith("http://", StringComparison.Ordinal))
            {
                _url.TrySetResult(line);
            }
        }
    }
}
