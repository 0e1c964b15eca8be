using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>flash.ps1 and pack.ps1, run by PowerShell's own engine; the fake nanoff stands for dotnet there.</summary>
public sealed class PowerShellTests : IDisposable
{
    private static readonly string s_root = TestPaths.RepositoryRoot.TrimEnd(Path.DirectorySeparatorChar);

    private readonly FakeNanoff _dotnet = new();

    // The engine reads it when it is first used: it shall send nothing.
    static PowerShellTests() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

    public void Dispose() => _dotnet.Dispose();

    [Theory]
    [InlineData("-Help", "flash {root} --help")]
    [InlineData("--help", "flash {root} --help")]
    [InlineData("-Board Esp32 -Port COM7 -DryRun", "flash {root} --board=Esp32 --port=COM7 --dry-run")]
    [InlineData("-Board esp32 -Target ESP32_S3_QUAD -Firmware keep -MassErase", "flash {root} --board=esp32 --target=ESP32_S3_QUAD --firmware=keep --mass-erase")]
    [InlineData("-Board Stm32 -Interface Dfu -Image my.bin -Nanoff n", "flash {root} --board=Stm32 --interface=Dfu --image=my.bin --nanoff=n")]
    [InlineData("-WifiPasswordFile f -ConsoleBaud 115200 -Wait 0", "flash {root} --wifi-password-file=f --console-baud=115200 --wait=0")]
    [InlineData("-MassErase:$false -Port COM7", "flash {root} --port=COM7")]
    [InlineData("-WifiSsid '--dry-run'", "flash {root} --wifi-ssid=--dry-run")]
    [InlineData("test -Port COM7 --filter a", "test {root}/UAsyncio.Nano.Tests --filter a --port=COM7")]
    [InlineData("test -On Nanoclr -NanoclrPath n", "test {root}/UAsyncio.Nano.Tests --on=Nanoclr --nanoclr-path=n")]
    [InlineData("test --on nanoclr", "test {root}/UAsyncio.Nano.Tests --on nanoclr")]
    public void Parameters_become_the_tools_options(string parameters, string options)
    {
        Assert.Equal(0, Run(parameters).ExitCode);
        Assert.Equal($"run --project {s_root}/tools/Tool -- {options.Replace("{root}", s_root)}", Assert.Single(_dotnet.Calls));
    }

    [Fact]
    public void A_value_with_spaces_stays_one_argument()
    {
        Assert.Equal(0, Run("-WifiSsid 'my net'").ExitCode);
        Assert.Equal("--wifi-ssid=my net", _dotnet.Arguments[0][^1]);
    }

    [Fact]
    public void It_works_through_a_symbolic_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There links need a privilege.");
        string link = Path.Combine(Path.GetDirectoryName(_dotnet.Path)!, "link.ps1");
        File.CreateSymbolicLink(link, Path.Combine(TestPaths.RepositoryRoot, "flash.ps1"));

        Assert.Equal(0, Run("-DryRun", link).ExitCode);
        Assert.Equal($"run --project {s_root}/tools/Tool -- flash {s_root} --dry-run", Assert.Single(_dotnet.Calls));
    }

    [Fact]
    public void Pack_builds_the_packages_passes_options_on_and_has_msbuilds_exit_code()
    {
        Assert.Equal(0, Run("'-p:Feed=my feed/'", Path.Combine(TestPaths.RepositoryRoot, "pack.ps1")).ExitCode);
        Assert.Equal(["msbuild", Path.Combine(s_root, "sdk/Pack.proj"), "-t:Pack", "-nologo", "-v:minimal", "-p:Feed=my feed/"], Assert.Single(_dotnet.Arguments));

        _dotnet.When("-p:Feed=other", new FakeNanoff.Answer(string.Empty, 1));
        Assert.Equal(1, Run("'-p:Feed=other'", Path.Combine(TestPaths.RepositoryRoot, "pack.ps1")).ExitCode);
    }

    [Fact]
    public void The_tools_exit_code_is_the_scripts()
    {
        _dotnet.When("--board=Esp32", new FakeNanoff.Answer(string.Empty, 2));

        Assert.Equal(2, Run("-Board Esp32").ExitCode);
    }

    [Fact]
    public void A_board_that_there_is_not_is_refused()
    {
        Assert.Contains("Esp32,Stm32", Run("-Board Arduino").Error);
        Assert.Empty(_dotnet.Calls);
    }

    private (int? ExitCode, string Error) Run(string parameters, string? script = null)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.Commands.Add(new SessionStateAliasEntry("dotnet", _dotnet.Path));
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        object? exitCode = shell.AddScript($"& '{script ?? Path.Combine(TestPaths.RepositoryRoot, "flash.ps1")}' {parameters}; $LASTEXITCODE").Invoke()[^1]?.BaseObject;
        return ((int?)exitCode, string.Join('\n', shell.Streams.Error));
    }
}
