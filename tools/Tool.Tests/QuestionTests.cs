using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Tool.Tests;

/// <summary>What is asked on a terminal.</summary>
public sealed class QuestionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("question-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Ctrl_C_at_a_question_ends_the_command()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "No terminal to be had.");
        string project = Path.Combine(_folder.FullName, "App.csproj");
        string screen = Path.Combine(_folder.FullName, "screen");
        await File.WriteAllTextAsync(project, "<Project />", TestContext.Current.CancellationToken);
        using ToolProcess tool = ToolProcess.OnTerminal(screen, "flash", project, "--board", "Esp32", "--wifi-ssid", "Net");

        await AskedAsync(screen).WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
        tool.Type("\x03");
        Assert.Equal(130, await tool.EndAsync());
        Assert.Contains("uasyncio: stopped.", tool.Output);
    }

    private static async Task AskedAsync(string screen)
    {
        while (!File.Exists(screen) || !(await File.ReadAllTextAsync(screen, TestContext.Current.CancellationToken)).Contains("Password of", StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
