using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace UAsyncio.Projects.Tests
{
    /// <summary>Runs the dotnet command as a user would.</summary>
    internal static class DotNet
    {
        private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

        public static Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
        {
            return RunAsync(folder, new Dictionary<string, string>(), arguments);
        }

        public static async Task<(int ExitCode, string Output)> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
        {
            using Process process = new();
            process.StartInfo = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };

            // What the build around these tests has set for itself.
            foreach (string name in process.StartInfo.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
            {
                process.StartInfo.Environment.Remove(name);
            }

            // No server stays behind to keep the test's folder in use.
            process.StartInfo.Environment["MSBUILDDISABLENODEREUSE"] = "1";
            process.StartInfo.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

            foreach ((string name, string value) in environment)
            {
                process.StartInfo.Environment[name] = value;
            }

            StringBuilder output = new();
            process.OutputDataReceived += (_, line) => Take(line.Data);
            process.ErrorDataReceived += (_, line) => Take(line.Data);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using CancellationTokenSource patience = new(s_patience);

            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException("dotnet " + string.Join(' ', arguments) + "\n" + output);
            }

            return (process.ExitCode, output.ToString());

            void Take(string? line)
            {
                lock (output)
                {
                    output.Append(line).Append('\n');
                }
            }
        }
    }
}
