using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Tests.Fakes;
using UAsyncio.Tool;

namespace UAsyncio.Flash.Tests;

/// <summary>The tool in this process, between a fake nanoff, a fake device and a fake user.</summary>
internal sealed class ToolRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flash tests ");

    public ToolRun()
    {
        Image = Path.Combine(_folder.FullName, "App.bin");
        File.WriteAllBytes(Image, TestImage.Of(
            (null, new Version(1, 17, 11, 0), 0xCBF6A6CB), ("System.Net", new Version(1, 11, 60, 0), Recorded.SystemNetChecksum), ("App", new Version(1, 0, 0, 0), 0)));
    }

    public FakeNanoff Nanoff { get; } = new();

    public FakeDevice Device { get; set; } = new() { Lines = ["Wi-Fi is up", "The page is at http://192.168.1.20/"] };

    public FakePrompt Prompt { get; } = new();

    public IProcessRunner Processes { get; set; } = new ProcessRunner();

    public Dictionary<string, string> Variables { get; } = [];

    public CancellationTokenSource Cancel { get; } = new();

    public string Image { get; }

    public string Folder => _folder.FullName;

    public string Output { get; private set; } = string.Empty;

    public string Error { get; private set; } = string.Empty;

    /// <summary>Runs with an image that is there, on COM7, with the fake nanoff.</summary>
    public int Flash(params string[] args) => Run(["flash", .. args, "--port", "COM7", "--image", Image, "--nanoff", Nanoff.Path]);

    /// <summary>Runs with nothing but these arguments.</summary>
    public int Run(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();

        try
        {
            return UasyncioCommand.Run(args, new Surroundings
            {
                Processes = Processes,
                Ports = Device,
                Prompt = Prompt,
                Output = output,
                Error = error,
                Variable = Variables.GetValueOrDefault,
                Canceled = Cancel.Token,
                RetryPause = TimeSpan.Zero,
            });
        }
        finally
        {
            Output = output.ToString();
            Error = error.ToString();
        }
    }

    public void Dispose()
    {
        Nanoff.Dispose();
        Cancel.Dispose();
        _folder.Delete(recursive: true);
    }
}
