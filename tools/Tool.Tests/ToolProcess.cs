using System;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Tool.Tests;

/// <summary>The tool, started as a process: one is a device.</summary>
internal sealed class ToolProcess : IDisposable
{
    private const int Interrupt = 2;

    // Generous: a busy machine must not miss it.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    public ToolProcess(params string[] arguments)
        : this([], arguments)
    {
    }

    private ToolProcess(string[] before, string[] arguments)
    {
        string[] command = [.. before, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", TestPaths.Tool, .. arguments];

        // A test run in the background ignores SIGINT, and would hand that down.
        if (OperatingSystem.IsLinux())
        {
            command = ["env", "--default-signal=INT", .. command];
        }

        _process = new Process { StartInfo = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true } };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>Runs to the end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using ToolProcess tool = new(arguments);
        return (await tool.EndAsync(), tool.Output, tool.Error);
    }

    /// <summary>Runs to the end, with no more open files than so many.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunWithFilesAsync(int limit, params string[] arguments)
    {
        using ToolProcess tool = new(["sh", "-c", $"ulimit -n {limit}; exec \"$@\"", "sh"], arguments);
        return (await tool.EndAsync(), tool.Output, tool.Error);
    }

    /// <summary>Runs to the end, with another command that takes the output.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunIntoAsync(string reader, params string[] arguments)
    {
        using ToolProcess tool = new(["sh", "-c", $"\"$@\" | {reader}", "sh"], arguments);
        return (await tool.EndAsync(), tool.Output, tool.Error);
    }

    /// <summary>Starts it on a terminal, on which <see cref="Type"/> types.</summary>
    /// <param name="screen">A file, for what is written.</param>
    /// <param name="arguments">The command line.</param>
    public static ToolProcess OnTerminal(string screen, params string[] arguments) => new(["sh", "-c", $"exec script -qfec \"$*\" '{screen}'", "sh"], arguments);

    /// <summary>Runs to the end on a terminal that can do no more than go on to the next line.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunOnDumbTerminalAsync(params string[] arguments)
    {
        using ToolProcess tool = new(["sh", "-c", "TERM=dumb script -qec \"$*\" /dev/null", "sh"], arguments);
        return (await tool.EndAsync(), tool.Output, tool.Error);
    }

    /// <summary>Runs to the end, with the output going into a file.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunToFileAsync(string file, params string[] arguments)
    {
        using ToolProcess tool = new(["sh", "-c", $"exec \"$@\" > {file}", "sh"], arguments);
        return (await tool.EndAsync(), tool.Output, tool.Error);
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Waits until it has written a text.</summary>
    public async Task WrittenAsync(string text)
    {
        for (DateTime end = DateTime.UtcNow + s_patience; !Output.Contains(text, StringComparison.Ordinal); await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            Assert.True(DateTime.UtcNow < end && !_process.HasExited, $"not written: {text}\n{Output}{Error}");
        }
    }

    public void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    public async Task<int> InterruptAsync()
    {
        Assert.Equal(0, Kill(_process.Id, Interrupt));
        return await EndAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
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

    private static void Take(StringBuilder lines, string? line)
    {
        if (line != null)
        {
            lock (lines)
            {
                lines.Append(line).Append('\n');
            }
        }
    }
}
