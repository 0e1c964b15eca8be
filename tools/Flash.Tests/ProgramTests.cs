using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>The program and flash.sh as their users start them.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_address_that_comes_over_the_port_is_printed_last()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pseudo-terminals that are ports.");
        using PseudoTerminal terminal = new();
        using Process process = Start("dotnet", [TestPaths.Tool, "flash", "--board", "Esp32", "--port", terminal.PortName, "--image", _run.Image, "--nanoff", _run.Nanoff.Path]);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        // What the tool greets the device with: now it listens.
        Task<int> greeting = terminal.Device.ReadAsync(new byte[32], 0, 32, TestContext.Current.CancellationToken);
        Task exit = process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Same(greeting, await Task.WhenAny(greeting, exit));
        await terminal.Device.WriteAsync("Listening on port 80\r\nhttp://192.168.1.20/\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await exit;

        Assert.Equal(0, process.ExitCode);
        Assert.EndsWith("The app runs: open http://192.168.1.20/", (await output).TrimEnd());
    }

    [Fact]
    public async Task A_signal_ends_nanoff_and_takes_the_password_with_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows has no signals to send, and macOS has none of env's options.");
        _run.Nanoff.When("--networkdeployment", Recorded.Hang);

        // Any file is a port to the fake. A test run in the background ignores SIGINT, and would hand that down.
        using Process process = Start(
            "env", ["--default-signal=INT", "dotnet", TestPaths.Tool, "flash", "--board", "Esp32", "--firmware", "keep", "--port", _run.Image, "--image", _run.Image, "--nanoff", _run.Nanoff.Path, "--wifi-ssid", "net"]);

        while (_run.Nanoff.Wifi == null && !process.HasExited)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        string file = _run.Nanoff.Wifi![0];
        Assert.True(File.Exists(file));
        using Process kill = Process.Start("kill", ["-INT", process.Id.ToString()]);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, process.ExitCode);
        Assert.StartsWith("uasyncio: stopped.", error);
        Assert.False(Directory.Exists(Path.GetDirectoryName(file)));
    }

    [Fact]
    public async Task The_shell_script_plans_with_a_path_that_has_a_space()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There it is flash.ps1.");
        string script = Path.Combine(TestPaths.RepositoryRoot, "flash.sh");
        (int exitCode, string output) = await RunAsync(Start(script, ["--board", "Esp32", "--port", "/dev/tty USB0", "--firmware", "keep", "--dry-run"], folder: _run.Folder));

        Assert.Equal(0, exitCode);
        Assert.Contains("dotnet build " + Path.Combine(TestPaths.RepositoryRoot, "boards", "Esp32", "Esp32.csproj"), output);
        Assert.Contains("nanoff --nanodevice --deploy --image <image> --serialport \"/dev/tty USB0\"\n", output);
    }

    // With a dotnet that says what it is asked: the real one takes its time.
    [Theory]
    [InlineData(false, "--port", "/dev/tty USB0", "")]
    [InlineData(true, "--port", "/dev/tty USB0", "")]
    [InlineData(true, "test", "--virtual", "a  b")]
    public async Task The_shell_script_passes_its_arguments_on_from_any_folder_and_through_links(bool isLinked, params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There it is flash.ps1.");
        string dotnet = Path.Combine(_run.Folder, "dotnet");
        await File.WriteAllTextAsync(dotnet, "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\n", TestContext.Current.CancellationToken);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        string script = Path.Combine(TestPaths.RepositoryRoot, "flash.sh");

        if (isLinked)
        {
            // A link to a relative link.
            string near = Path.Combine(_run.Folder, "near.sh");
            File.CreateSymbolicLink(near, Path.GetRelativePath(_run.Folder, script));
            script = Path.Combine(_run.Folder, "link to flash");
            File.CreateSymbolicLink(script, "near.sh");
        }

        string path = _run.Folder + ":" + Environment.GetEnvironmentVariable("PATH");
        (int exitCode, string output) = await RunAsync(Start(script, arguments, path, _run.Folder));

        Assert.Equal(0, exitCode);
        string[] expected = ["run", "--project", Path.Combine(TestPaths.RepositoryRoot, "tools/Tool"), "--"];
        expected = arguments[0] == "test"
            ? [.. expected, "test", Path.Combine(TestPaths.RepositoryRoot, "UAsyncio.Nano.Tests"), .. arguments[1..]]
            : [.. expected, "flash", TestPaths.RepositoryRoot, .. arguments];
        Assert.Equal(string.Concat(expected.Select(a => $"<{a}>\n")), output);
    }

    [Theory]
    [InlineData("flash.sh")]
    [InlineData("pack.sh")]
    public async Task The_shell_scripts_name_what_is_missing(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There it is a .ps1.");
        using Process process = Start("/bin/sh", [Path.Combine(TestPaths.RepositoryRoot, script), "--help"], path: "/nowhere");
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("The .NET 10 SDK is missing", error);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(Process process)
    {
        using (process)
        {
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output);
        }
    }

    private static Process Start(string file, IReadOnlyList<string> arguments, string? path = null, string? folder = null)
    {
        ProcessStartInfo start = new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment[WifiPassword.Variable] = "secret12";
        start.WorkingDirectory = folder ?? string.Empty;

        if (path != null)
        {
            start.Environment["PATH"] = path;
        }

        return Process.Start(start)!;
    }
}
