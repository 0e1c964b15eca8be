using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace UAsyncio.Flash.Tests.Fakes;

/// <summary>A fake nanoff in a folder of its own.</summary>
internal sealed class FakeNanoff : IDisposable
{
    /// <summary>The option that is in every call.</summary>
    public const string Always = "--suppressnanoffversioncheck";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fake nanoff ");
    private readonly Dictionary<string, Answer[]> _answers = [];

    public FakeNanoff()
    {
        foreach (string file in Directory.GetFiles(TestPaths.FakeNanoff))
        {
            File.Copy(file, System.IO.Path.Combine(_folder.FullName, System.IO.Path.GetFileName(file)));
        }

        When("--masserase", Recorded.Erased);
        When("--update", Recorded.Updated);
        When("--devicedetails", Recorded.Details());
        When("--networkdeployment", Recorded.WifiStored);
        When("--deploy", Recorded.Deployed);
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, OperatingSystem.IsWindows() ? "nanoff.exe" : "nanoff");

    /// <summary>The arguments of each call, in order, without <see cref="Always"/>.</summary>
    public IReadOnlyList<string[]> Arguments
    {
        get
        {
            string file = System.IO.Path.Combine(_folder.FullName, "calls.txt");
            return File.Exists(file) ? [.. File.ReadAllLines(file).Select(line => JsonSerializer.Deserialize<string[]>(line)!.Where(a => a != Always).ToArray())] : [];
        }
    }

    /// <summary>The calls as one would type them.</summary>
    public IReadOnlyList<string> Calls => [.. Arguments.Select(a => string.Join(' ', a))];

    /// <summary>The file of Wi-Fi settings as nanoff saw it: path, mode, text. Null until it has.</summary>
    public string[]? Wifi
    {
        get
        {
            string file = System.IO.Path.Combine(_folder.FullName, "wifi.txt");
            return File.Exists(file) ? File.ReadAllLines(file) : null;
        }
    }

    /// <summary>Answers to an operation's first, second, … call; the last one repeats.</summary>
    public void When(string option, params Answer[] answers)
    {
        _answers[option] = answers;

        // --masserase is an operation of its own or a part of --update.
        IEnumerable<KeyValuePair<string, Answer[]>> ordered = _answers.OrderBy(a => a.Key == "--masserase");
        File.WriteAllText(System.IO.Path.Combine(_folder.FullName, "answers.json"), JsonSerializer.Serialize(new Dictionary<string, Answer[]>(ordered)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <param name="Output">What it prints.</param>
    /// <param name="Code">Its exit code; negative: it never ends.</param>
    internal sealed record Answer(string Output, int Code = 0);
}
