using System;
using System.IO;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>What a board writes.</summary>
public sealed class MonitorTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void What_the_app_writes_is_shown_from_its_first_line_on_until_CtrlC()
    {
        _run.Device = new FakeDevice { Lines = ["first", "second"], Idle = _run.Cancel.Cancel };

        Assert.Equal(0, _run.Run("monitor", "--port", "COM7", "--restart", "--console-baud", "115200"));
        Assert.EndsWith("first\nsecond\nStopped.\n", _run.Output.ReplaceLineEndings("\n"));
        Assert.Equal(["COM7 115200"], _run.Device.Opened);
        Assert.False(_run.Device.IsOpen);
    }

    [Fact]
    public void Without_restart_the_app_goes_on_as_it_was()
    {
        _run.Device = new FakeDevice { Lines = ["first"], Idle = _run.Cancel.Cancel };

        Assert.Equal(0, _run.Run("monitor", "--port", "COM7"));
        Assert.Contains("Test passed,Old.Run", _run.Output);
        Assert.DoesNotContain("first", _run.Output);
    }

    [Fact]
    public void An_app_that_ends_may_be_started_anew()
    {
        _run.Device = new FakeDevice { Lines = ["first"], Ends = true, Idle = _run.Cancel.Cancel };

        Assert.Equal(0, _run.Run("monitor", "--port", "COM7", "--restart"));
        Assert.Contains("first", _run.Output);
    }

    [Fact]
    public void Frames_of_a_stack_trace_get_their_file_and_line()
    {
        string source = Path.Combine("Flash.Tests", "FakeNanoff", "Program.cs");
        string program = Path.Combine(TestPaths.FakeNanoff, "nanoff.dll");
        string[] code = File.ReadAllLines(Path.Combine(TestPaths.RepositoryRoot, "tools", source));
        int first = 1 + Array.FindIndex(code, line => line.Contains("private static int Main", StringComparison.Ordinal));
        _run.Device = new FakeDevice
        {
            Lines =
            [
                "    ++++ Exception System.Exception - CLR_E_FAIL (1) ++++",
                "    ++++ UAsyncio.Flash.Tests.Fakes.Program::Main [IP: 0001] ++++",
                "    ++++ UAsyncio.Flash.Tests.Fakes.Program::Main [IP: 7fff] ++++",
                "    ++++ UAsyncio.Flash.Tests.Fakes.Program::Main [IP: fffffffff] ++++",
                "    ++++ Nobody.Program::Main [IP: 0001] ++++",
            ],
            Idle = _run.Cancel.Cancel,
        };

        Assert.Equal(0, _run.Run("monitor", "--port", "COM7", "--restart", "--program", program));
        Assert.Contains($"{source}:{first + 1}", Line("[IP: 0001] ++++ in"));
        Assert.DoesNotContain(" in ", Line("[IP: 7fff]"));
        Assert.DoesNotContain(" in ", Line("[IP: fffffffff]"));
        Assert.DoesNotContain(" in ", Line("Nobody"));
        Assert.DoesNotContain(" in ", Line("CLR_E_FAIL"));

        string Line(string part) => Assert.Single(_run.Output.Split('\n'), line => line.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_that_is_not_there_is_refused()
    {
        Assert.Equal(2, _run.Run("monitor", "--port", "COM7", "--program", "nowhere.dll"));
        Assert.Contains("There is no nowhere.dll", _run.Error);
        Assert.Empty(_run.Device.Opened);
    }
}
