using System.Collections.Generic;
using System.IO;
using System.Linq;
using UAsyncio.Flash;
using UAsyncio.Tool;
using Xunit;

namespace UAsyncio.NanoLint.Tests;

public class CommandTests
{
    private const string Clean = """
        using UAsyncio.Nano;
        class C
        {
            static async Coroutine M() { await Coroutine.Yield(); }
        }
        """;

    private const string Bad = """
        class C
        {
            static int M(int a) => checked(a + 1);
        }
        """;

    [Fact]
    public void WeaveThenLintIsClean()
    {
        using var code = new DeviceCode(Clean, true, weave: false);
        (int exit, string output, string error) = Run(["weave", code.Path, "--reference", .. TestPaths.Nano, TestPaths.Face]);
        Assert.Equal((0, "woven: " + code.Path, ""), (exit, output.Trim(), error));
        (exit, output, error) = Run(["lint", code.Path, .. Given([.. TestPaths.Nano, TestPaths.Library])]);
        Assert.Equal((0, "", ""), (exit, output, error));
    }

    [Fact]
    public void FoldersAreTakenAsReferences()
    {
        using var code = new DeviceCode(Clean, true);
        IEnumerable<string> folders = TestPaths.Nano.Append(TestPaths.Library).Select(p => Path.GetDirectoryName(p)!);
        Assert.Equal(0, Run(["lint", code.Path, .. Given(folders)]).Exit);
    }

    [Fact]
    public void FindingsAreOneAndPrintedAsMSBuildReadsThem()
    {
        using var code = new DeviceCode(Bad, true);
        (int exit, string output, string error) = Run(["lint", code.Path, "-r", TestPaths.CoreLibrary]);
        Assert.Equal((1, ""), (exit, error));
        Assert.StartsWith("Device.cs(3,28): error UAN106: checked does not throw", output);
    }

    [Fact]
    public void AFindingWithoutALineNamesTheAssembly()
    {
        using var code = new DeviceCode(Bad.Replace("checked", ""), true, features: false);
        (int exit, string output, _) = Run(["lint", code.Path, "-r", TestPaths.CoreLibrary]);
        Assert.Equal(1, exit);
        Assert.StartsWith(code.Path + ": error UAN110: ", output);
    }

    [Fact]
    public void WhatCannotBeWovenIsAFinding()
    {
        using var code = new DeviceCode("using UAsyncio.Nano; class C { static async Coroutine M<T>() { await Coroutine.Yield(); } }", true, weave: false);
        (int exit, string output, _) = Run(["weave", code.Path, .. Given([.. TestPaths.Nano, TestPaths.Face])]);
        Assert.Equal(1, exit);
        Assert.Contains("error UAN003", output);
    }

    [Theory]
    [InlineData]
    [InlineData("lint")]
    [InlineData("lint", "a.dll")]
    [InlineData("polish", "a.dll")]
    [InlineData("lint", "a.dll", "b.dll", "--reference", "c.dll")]
    public void AWrongCommandLineIsTwo(params string[] args)
    {
        (int exit, string output, string error) = Run(args);
        Assert.Equal((2, ""), (exit, output));
        Assert.Contains("uasyncio: ", error);
        Assert.Contains("--help", error);
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("weave")]
    public void AMissingFileIsTwo(string command)
    {
        using var code = new DeviceCode(Bad, true);
        string missing = Path.Combine(code.Folder, "missing.dll");
        Assert.Equal((2, "", $"uasyncio: There is no file {missing}."), Trimmed(Run([command, missing, "-r", TestPaths.CoreLibrary])));
        Assert.Equal((2, "", $"uasyncio: There is no file {missing}."), Trimmed(Run([command, code.Path, "-r", missing])));
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("weave")]
    public void AFileThatIsNoAssemblyIsTwo(string command)
    {
        using var code = new DeviceCode(Bad, true);
        File.WriteAllText(code.Path, "text");
        (int exit, _, string error) = Run([command, code.Path, "-r", TestPaths.CoreLibrary]);
        Assert.Equal(2, exit);
        Assert.Equal($"uasyncio: {code.Path} is no .NET assembly.", error.Trim());
    }

    [Fact]
    public void HelpIsClean() => Assert.Equal(0, Run(["--help"]).Exit);

    private static IEnumerable<string> Given(IEnumerable<string> references) => references.SelectMany(r => new[] { "--reference", r });

    private static (int Exit, string Output, string Error) Trimmed((int Exit, string Output, string Error) run) => (run.Exit, run.Output.Trim(), run.Error.Trim());

    private static (int Exit, string Output, string Error) Run(string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        int exit = UasyncioCommand.Run(args, new Surroundings { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }
}
