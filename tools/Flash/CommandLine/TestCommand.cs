using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using UAsyncio.Flash.DeviceTests;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Steps;

namespace UAsyncio.Flash.CommandLine;

/// <summary>The command line of the device tests.</summary>
internal sealed class TestCommand
{
    private const int DefaultWait = 60;

    private readonly CommonOptions _common;
    private readonly Surroundings _surroundings;
    private readonly Option<Board> _board = CommonOptions.Choice<Board>("--board", "The board that the device has to be; another one is refused.");
    private readonly Option<string?> _area = new("--area") { Description = $"One area of the tests: {string.Join(", ", TestAreas.Names)}. Default: all, one after the other." };
    private readonly Option<bool> _onNanoclr = new("--nanoclr") { Description = "Run them on nanoclr, nanoFramework's runtime for a PC, instead of a device. What needs sockets skips itself there." };
    private readonly Option<string> _nanoclr = new("--nanoclr-path") { Description = "The path of nanoclr.", DefaultValueFactory = _ => "nanoclr" };
    private readonly Option<int> _wait = CommonOptions.Seconds("--wait", "How many seconds a test may take.", DefaultWait);

    private TestCommand(CommonOptions common, Surroundings surroundings)
    {
        _common = common;
        _surroundings = surroundings;
        _area.CustomParser = result =>
        {
            string name = result.Tokens[0].Value;
            string? area = TestAreas.Names.FirstOrDefault(n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));

            if (area == null)
            {
                result.AddError($"There is no area {name} of the tests. There are: {string.Join(", ", TestAreas.Names)}.");
            }

            return area;
        };
    }

    public static Command Create(CommonOptions common, Surroundings surroundings)
    {
        TestCommand options = new(common, surroundings);
        Command test = new("test", "Deploys the library's tests to a device with firmware, area by area, and reports each test.")
        {
            options._board, common.Port, options._area, options._onNanoclr, options._nanoclr, options._wait, common.Baud, common.Image, common.DryRun, common.Nanoff,
        };
        test.SetAction(result => FlashCommand.Guard(surroundings, () => options.Run(result)));
        return test;
    }

    private int Run(ParseResult result)
    {
        string? area = result.GetValue(_area);
        string? image = _common.ImageOf(result);

        if (area != null && image != null)
        {
            _surroundings.Error.WriteLine("--area builds an image: do not combine it with --image.");
            return FlashCommand.Usage;
        }

        // The image that was given is of an area that is not known.
        string?[] areas = image != null ? [null] : area != null ? [area] : [.. TestAreas.Names];
        string? port = result.GetValue(_onNanoclr) ? null : _common.PortOf(result, _surroundings);

        if (result.GetValue(_common.DryRun))
        {
            Print(areas, port, image, result);
            return FlashCommand.Done;
        }

        Nanoff? nanoff = port != null ? Nanoff.Find(_surroundings, result.GetValue(_common.Nanoff)) : null;
        Board? board = result.GetResult(_board) != null ? result.GetValue(_board) : null;
        TimeSpan patience = TimeSpan.FromSeconds(result.GetValue(_wait));
        TestReport report = new(_surroundings.Output);

        foreach (string? each in areas)
        {
            report.Begin(each ?? Path.GetFileName(image!));

            try
            {
                Flasher flasher = new(_surroundings, nanoff, board, image);
                flasher.Run(Steps(each, port));

                if (port != null)
                {
                    TestRun.OnDevice(port, result.GetValue(_common.Baud), patience, report, _surroundings);
                }
                else
                {
                    TestRun.OnNanoclr(flasher.Image, result.GetValue(_nanoclr)!, patience, report, _surroundings);
                }

                report.End();
            }
            catch (FlashException exception)
            {
                report.CouldNotRun(exception.Message);
            }
        }

        return report.Finish() ? FlashCommand.Done : FlashCommand.Failed;
    }

    private static List<Step> Steps(string? area, string? port) =>
    [
        .. area != null ? Plan.Build(TestAreas.Project(area)) : [],
        .. port != null ? Plan.Deploy(port) : [],
    ];

    private void Print(IReadOnlyList<string?> areas, string? port, string? image, ParseResult result)
    {
        Flasher.Print([.. areas.SelectMany(area => Steps(area, port))], image, _surroundings.Output);

        if (port == null)
        {
            _surroundings.Output.WriteLine($"{result.GetValue(_nanoclr)} run --assemblies <the assemblies of {image ?? "each image"}>");
        }
    }
}
