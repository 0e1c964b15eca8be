using System;
using System.IO;
using UAsyncio.Flash.Steps;
using Xunit;

namespace UAsyncio.Flash.Tests;

/// <summary>Which project is meant.</summary>
public sealed class ProjectFileTests : IDisposable
{
    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void The_project_of_a_folder_is_found_whatever_it_is()
    {
        string classic = Write("a", "App.nfproj");
        Assert.Equal(classic, ProjectFile.Find(Path.GetDirectoryName(classic)!));
        string sdk = Write("a", "Other.csproj");
        Assert.Equal(sdk, ProjectFile.Find(Path.GetDirectoryName(sdk)!));
        Assert.Equal(classic, ProjectFile.Find(classic));
    }

    [Fact]
    public void Where_there_are_several_one_has_to_be_named()
    {
        Write("b", "One.csproj");
        UsageException exception = Assert.Throws<UsageException>(() => ProjectFile.Find(Path.GetDirectoryName(Write("b", "Two.csproj"))!));
        Assert.Contains("name one of One.csproj, Two.csproj", exception.Message);
    }

    [Fact]
    public void A_folder_without_a_project_has_those_of_its_boards()
    {
        string board = Write(Path.Combine("c", "boards", "Esp32"), "Esp32.csproj");
        string folder = Path.Combine(_run.Folder, "c");
        Assert.Equal(board, ProjectFile.Find(folder, Board.Esp32));
        Assert.Contains("There is no project in", Assert.Throws<UsageException>(() => ProjectFile.Find(folder, Board.Stm32)).Message);
        Assert.Contains("There is no project in", Assert.Throws<UsageException>(() => ProjectFile.Find(folder)).Message);
    }

    [Fact]
    public void A_classic_project_is_built_by_msbuild_and_its_image_is_where_its_project_system_puts_it()
    {
        string project = Write("d", "App.nfproj", "<Project xmlns=\"http://schemas.microsoft.com/developer/msbuild/2003\"><PropertyGroup><AssemblyName>Blink</AssemblyName></PropertyGroup></Project>");
        Assert.Equal(0, _run.Run("flash", project, "--board", "Esp32", "--dry-run", "--firmware", "keep"));
        Assert.StartsWith("msbuild ", _run.Output);
        Assert.Contains($"<image> is {Path.Combine(Path.GetDirectoryName(project)!, "bin", "Release", "Blink.bin")}.", _run.Output);
    }

    private string Write(string folder, string name, string text = "<Project />")
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(_run.Folder, folder)).FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
