using System;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    /// <summary>The command, run as a process.</summary>
    internal sealed record CommandRun(int ExitCode, string Output, string Errors)
    {
        // Generous: a busy machine must not miss it.
        private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

        public static async Task<CommandRun> OfAsync(params string[] arguments)
        {
            string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
            using Process process = Process.Start(new ProcessStartInfo(dotnet, [ProfileApp.PathOf("Tool"), "profile", .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            try
            {
                await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience, TestContext.Current.CancellationToken);
            }
            catch
            {
                process.Kill();
                throw;
            }

            return new CommandRun(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await errors).ReplaceLineEndings("\n"));
        }
    }
}
