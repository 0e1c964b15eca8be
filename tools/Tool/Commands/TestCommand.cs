using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using UAsyncio.Flash;
using UAsyncio.Flash.DeviceTests;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Steps;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.NanoRun;
using UAsyncio.Tool.Building;

namespace UAsyncio.Tool.Commands;

/// <summary>Tests written with nanoFramework.TestFramework: on the virtual device, a board, or nanoclr.</summary>
internal sealed class TestCommand
{
    private const int DefaultWait = 60;

    private readonly BoardOptions _common = new();
    private readonly Surroundings _surroundings;
    private readonly Argument<string[]> _tests = new("tests")
    {
        Description = "The tests: a .dll, as built and woven, or a project's folder; of a folder without a project, those of the folders in it. Default: the current folder.",
        DefaultValueFactory = _ => ["."],
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<TestPlace?> _place = BoardOptions.Choice<TestPlace>("--on", "Where they run: on the virtual device (usual), on a board with firmware (so too where --port is given), or on nanoclr, nanoFramework's runtime for a PC, where what needs sockets skips itself.");
    private readonly Option<string?> _filter = new("--filter") { Description = "Only tests whose name has this in it. On the virtual device.", HelpName = "TEXT" };
    private readonly Option<string> _configuration = ProgramFile.NewConfigurationOption();
    private readonly Option<Board?> _board = BoardOptions.Choice<Board>("--board", "The board that the device has to be; another one is refused.");
    private readonly Option<string?> _nanoclr = new("--nanoclr-path") { Description = "The path of nanoclr. Default: PATH." };
    private readonly NumberOption _wait = BoardOptions.Seconds("--wait", "How many seconds a test may take.", DefaultWait, least: 1);
    private readonly DeviceOptions _device;

    private TestCommand(Surroundings surroundings)
    {
        _surroundings = surroundings;
        Command = new Command("test", "Runs tests written with nanoFramework.TestFramework and reports each. Exit code 1: one failed.")
        {
            _tests, _filter, _configuration, _wait, _place, _common.Port, _board, _common.Baud, _common.Image, _common.DryRun, _common.Nanoff, _nanoclr,
        };
        _device = new DeviceOptions(Command);
        Command.SetWork(surroundings, Run);
    }

    private Command Command { get; }

    public static Command Create(Surroundings surroundings) => new TestCommand(surroundings).Command;

    private int Run(ParseResult result)
    {
        TestPlace place = result.GetValue(_place) ?? (result.GetValue(_common.Port) != null ? TestPlace.Board : TestPlace.Virtual);
        Refuse(result, place);
        return place == TestPlace.Virtual ? OnVirtualDevice(result) : Elsewhere(result, place);
    }

    // What would be ignored without a word.
    private void Refuse(ParseResult result, TestPlace place)
    {
        foreach ((Option option, TestPlace[] places) in new (Option, TestPlace[])[]
        {
            (_filter, [TestPlace.Virtual]),
            (_configuration, [TestPlace.Virtual]),
            (_common.Port, [TestPlace.Board]),
            (_board, [TestPlace.Board, TestPlace.Nanoclr]),
            (_common.Baud, [TestPlace.Board]),
            (_common.Nanoff, [TestPlace.Board]),
            (_common.Image, [TestPlace.Board, TestPlace.Nanoclr]),
            (_common.DryRun, [TestPlace.Board, TestPlace.Nanoclr]),
            (_nanoclr, [TestPlace.Nanoclr]),
        })
        {
            if (result.GetResult(option) is { Implicit: false } && !places.Contains(place))
            {
                throw new UsageException($"{option.Name} does not go with tests on {Where(place)}: it is for {string.Join(" or ", places.Select(Where))} (see --on).");
            }
        }

        if (place != TestPlace.Virtual && _device.GivenName(result) is string name)
        {
            throw new UsageException($"{name} does not go with tests on {Where(place)}: it is for {Where(TestPlace.Virtual)} (see --on).");
        }

        if (result.GetValue(_tests)!.All(ProgramFile.IsAssembly) && result.GetResult(_configuration) is { Implicit: false })
        {
            throw new UsageException($"{_configuration.Name} is for projects, and what is given is built already: leave it out.");
        }

        if (result.GetValue(_common.Image) != null && result.GetResult(_tests) is { Implicit: false })
        {
            throw new UsageException("--image is built already: do not combine it with projects to build.");
        }
    }

    private static string Where(TestPlace place) => place switch
    {
        TestPlace.Board => "a board",
        TestPlace.Nanoclr => "nanoclr",
        _ => "the virtual device",
    };

    private int OnVirtualDevice(ParseResult result)
    {
        // All of them before the first is built: what is not there is told at once.
        (string Path, bool IsNamed)[] found = [.. result.GetValue(_tests)!.SelectMany(Found)];
        found = [.. found.Select(f => (ProgramFile.Find(f.Path, result.GetValue(_configuration)!, _surroundings), f.IsNamed))];
        _device.Apply(result);
        _device.StartScript();
        TestReport report = new(_surroundings.Output);
        VirtualTests tests = new(report, _surroundings, TimeSpan.FromSeconds(result.GetValue(_wait)));
        string? filter = result.GetValue(_filter);
        (int Chosen, int All)[] runs = [.. found.Select(f => tests.Run(f.Path, filter, f.IsNamed))];

        int all = runs.Sum(r => r.All);

        if (all > 0 && runs.All(r => r.Chosen == 0))
        {
            report.Failed("--filter", $"none of {all} tests has {filter} in its name.");
        }
        else if (all == 0 && !found.Any(f => f.IsNamed))
        {
            report.Failed(string.Join(", ", found.Select(f => Path.GetFileName(f.Path))), "there are no tests in it.");
        }

        bool isGood = report.Finish();
        _device.WriteReport(result, _surroundings.Output);
        return isGood ? ExitCode.Done : ExitCode.Failed;
    }

    private static IEnumerable<(string Path, bool IsNamed)> Found(string path)
    {
        if (ProgramFile.IsAssembly(path))
        {
            return [(ProgramFile.Existing(path), true)];
        }

        return Projects(path).Select(p => (p.Path!, p.IsNamed));
    }

    private static IEnumerable<(string? Path, bool IsNamed)> Projects(string path)
    {
        IReadOnlyList<string> projects = ProjectFile.FindAll(path);
        return projects.Select(p => ((string?)p, projects.Count == 1));
    }

    private int Elsewhere(ParseResult result, TestPlace place)
    {
        string? image = _common.ImageOf(result);
        (string? Path, bool IsNamed)[] projects = image != null ? [(null, true)] : [.. result.GetValue(_tests)!.SelectMany(Projects)];
        bool isDry = result.GetValue(_common.DryRun);

        // Before the port: what is wrong without a board is told without one.
        Nanoff? nanoff = place == TestPlace.Board && !isDry ? Nanoff.Find(_surroundings, result.GetValue(_common.Nanoff)) : null;
        string? port = place == TestPlace.Board ? _common.PortOf(result, _surroundings) : null;
        string nanoclr = result.GetValue(_nanoclr) ?? "nanoclr";
        Board? board = result.GetValue(_board);

        if (isDry)
        {
            Print([.. projects.SelectMany(p => Steps(p.Path, board, port))], port, image, nanoclr);
            return ExitCode.Done;
        }

        TimeSpan patience = TimeSpan.FromSeconds(result.GetValue(_wait));
        TestReport report = new(_surroundings.Output);

        if (projects.Length > 1 && projects.FirstOrDefault(p => !ProjectFile.IsClassic(p.Path!)).Path is { } first)
        {
            _surroundings.Busy.While("Looking for nanoFramework's packages", () => DotnetBuild.CheckPackages(first, _surroundings));
        }

        foreach ((string? project, bool isNamed) in projects)
        {
            report.Begin(project != null ? Path.GetFileNameWithoutExtension(project) : Path.GetFileName(image!));

            try
            {
                Flasher flasher = new(_surroundings, nanoff, board, image);
                flasher.Run(project != null ? Plan.Build(project, board) : []);

                // As on the virtual device: found in a folder, where programs may be as well.
                if (!isNamed && TestAssembly.IsWithoutTests(flasher.Image))
                {
                    _surroundings.Output.WriteLine("    There are no tests in it.");
                    continue;
                }

                if (port != null)
                {
                    flasher.Run(Plan.Deploy(port));
                    TestRun.OnDevice(port, result.GetValue(_common.Baud), patience, report, _surroundings);
                }
                else
                {
                    TestRun.OnNanoclr(flasher.Image, nanoclr, patience, report, _surroundings);
                }

                report.End();
            }
            catch (FlashException exception)
            {
                report.CouldNotRun(exception.Message);
            }
        }

        if (report.IsEmpty)
        {
            report.Failed(string.Join(", ", projects.Select(p => Path.GetFileName(p.Path))), "there are no tests in it.");
        }

        return report.Finish() ? ExitCode.Done : ExitCode.Failed;
    }

    private static List<Step> Steps(string? project, Board? board, string? port) =>
    [
        .. project != null ? Plan.Build(project, board) : [],
        .. port != null ? Plan.Deploy(port) : [],
    ];

    private void Print(IReadOnlyList<Step> steps, string? port, string? image, string nanoclr)
    {
        Flasher.Print(steps, image, _surroundings.Output);

        if (port == null)
        {
            _surroundings.Output.WriteLine($"{nanoclr} run --assemblies <the assemblies of {image ?? "each image"}>");
        }
    }
}
