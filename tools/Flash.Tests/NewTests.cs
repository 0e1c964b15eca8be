using System;
using System.IO;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Tests.Fakes;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>Projects from templates.</summary>
public sealed class NewTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("app", "uasyncio-app", "uasyncio run Blink")]
    [InlineData("lib", "uasyncio-lib", "dotnet build Blink")]
    [InlineData("test", "uasyncio-test", "uasyncio test Blink")]
    public void A_template_makes_the_project_and_the_next_step_is_named(string kind, string template, string next)
    {
        FakeProcesses processes = new() { Answer = _ => new ProcessResult(0, "The template was created successfully.\n") };
        _run.Processes = processes;

        Assert.Equal(0, _run.Run("new", kind, "Blink"));
        Assert.Equal([$"dotnet new {template} -n Blink"], processes.Calls);
        Assert.Contains(next, _run.Output);
    }

    [Fact]
    public void A_simulation_refers_to_the_program_from_its_own_folder()
    {
        FakeProcesses processes = new() { Answer = _ => new ProcessResult(0, string.Empty) };
        _run.Processes = processes;
        string folder = Directory.CreateTempSubdirectory().FullName;

        try
        {
            string project = Path.Combine(folder, "Blink.csproj");
            File.WriteAllText(project, "<Project />");

            foreach (string program in (string[])[folder, project])
            {
                Assert.Equal(0, _run.Run("new", "simulation", "Blink.Simulation", "--program", program));
                Assert.Equal($"dotnet new uasyncio-simulation -n Blink.Simulation --program {Path.GetRelativePath("Blink.Simulation", project)}", processes.Calls[^1]);
            }

            Assert.Contains("dotnet test Blink.Simulation", _run.Output);
            File.Move(project, Path.ChangeExtension(project, ".nfproj"));
            Assert.Equal(2, _run.Run("new", "simulation", "--program", folder));
            Assert.Contains("a .csproj of the SDK", _run.Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Without_the_templates_their_installation_is_named()
    {
        _run.Processes = new FakeProcesses { Answer = _ => new ProcessResult(103, "No templates found matching: 'uasyncio-app'.\n") };

        Assert.Equal(1, _run.Run("new", "app", "Blink"));
        Assert.Contains("dotnet new install UAsyncio.Nano.Templates", _run.Error);
    }

    [Fact]
    public void Without_dotnet_its_installation_is_named()
    {
        _run.Processes = new FakeProcesses { Answer = _ => null };

        Assert.Equal(1, _run.Run("new", "app", "Blink"));
        Assert.Contains("install the .NET 10 SDK", _run.Error);
    }

    [Theory]
    [InlineData(73, 2, "The current folder has files that those of the new project would replace")]
    [InlineData(100, 1, "no space left")]
    public void What_dotnet_refuses_is_shown(int itsCode, int exitCode, string message)
    {
        _run.Processes = new FakeProcesses { Answer = _ => new ProcessResult(itsCode, "no space left\n") };

        Assert.Equal(exitCode, _run.Run("new", "app"));
        Assert.Contains(message, _run.Error);
    }

    [Theory]
    [InlineData("game", "game")]
    [InlineData("app 1st", "1st does not")]
    [InlineData("app a/b", "a/b does not")]
    [InlineData("app ..", ".. does not")]
    [InlineData("app Acme..Blink", "has nothing between two dots")]
    [InlineData("app ", "name is empty")]
    [InlineData("lib UAsyncio.Nano.Net", "choose one that does not begin with UAsyncio.Nano")]
    [InlineData("simulation Blink.Simulation", "Say which program")]
    [InlineData("simulation Blink.Simulation --program nowhere", "There is no project nowhere")]
    [InlineData("app Blink --program Blink", "--program is for a simulation")]
    [InlineData("app system.net", "choose one that does not begin with System.")]
    public void What_cannot_be_made_is_refused(string arguments, string message)
    {
        FakeProcesses processes = new() { Answer = _ => new ProcessResult(0, string.Empty) };
        _run.Processes = processes;

        Assert.Equal(2, _run.Run(["new", .. arguments.Split(' ')]));
        Assert.Contains(message, _run.Error);
        Assert.Empty(processes.Calls);
    }
}
