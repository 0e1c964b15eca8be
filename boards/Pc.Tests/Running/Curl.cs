using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>The command curl, a client that nobody here has written; where it is not installed, the test is skipped.</summary>
    internal static class Curl
    {
        /// <summary>Its exit code for a certificate that it does not trust.</summary>
        public const int NotTrusted = 60;

        public static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
        {
            ProcessStartInfo start = new("curl", ["--silent", "--show-error", "--noproxy", "*", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            Process process;

            try
            {
                process = Process.Start(start)!;
            }
            catch (Win32Exception)
            {
                Assert.Skip("the command curl is not installed");
                throw;
            }

            using (process)
            {
                Task<string> errors = process.StandardError.ReadToEndAsync();
                string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(PcProgram.Patience);
                await process.WaitForExitAsync().WaitAsync(PcProgram.Patience);
                return (process.ExitCode, output + await errors);
            }
        }
    }
}
