using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Threading;

namespace UAsyncio.Flash.Programs;

/// <summary>Runs other programs, in the current folder.</summary>
public sealed class ProcessRunner : IProcessRunner
{
    public ProcessResult Run(string file, IReadOnlyList<string> arguments, Action<string> line, CancellationToken canceled)
    {
        canceled.ThrowIfCancellationRequested();
        ProcessStartInfo start = new(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The secret is for this process alone.
        start.Environment.Remove(WifiPassword.Variable);
        StringBuilder output = new();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += OnLine;
        process.ErrorDataReceived += OnLine;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        try
        {
            process.WaitForExitAsync(canceled).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw;
        }

        return new ProcessResult(process.ExitCode, output.ToString());

        void OnLine(object sender, DataReceivedEventArgs e)
        {
            if (e.Data == null)
            {
                return;
            }

            lock (output)
            {
                output.Append(e.Data).Append('\n');
                line(e.Data);
            }
        }
    }
}
