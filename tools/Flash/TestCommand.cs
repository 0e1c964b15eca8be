using System;
using System.Collections.Generic;
using System.CommandLine;

namespace UAsyncio.Flash;

/// <summary>The command line of the device tests.</summary>
internal static class TestCommand
{
    private const int DefaultWait = 60;

    public static Command Create(CommonOptions common, Surroundings surroundings)
    {
        Option<bool> onNanoclr = new("--nanoclr") { Description = "Run them on nanoclr, nanoFramework's runtime for a PC, instead of a device. What needs sockets skips itself there." };
        Option<string> nanoclr = new("--nanoclr-path") { Description = "The path of nanoclr.", DefaultValueFactory = _ => "nanoclr" };
        Option<int> wait = CommonOptions.Seconds("--wait", "How many seconds a test may take.", DefaultWait);
        Command test = new("test", "Deploys the library's tests to a device with firmware, and reports each test.")
        {
            common.Port, onNanoclr, nanoclr, wait, common.Baud, common.Image, common.DryRun, common.Nanoff,
        };
        test.SetAction(result => FlashCommand.Guard(surroundings, () =>
        {
            bool passed = result.GetValue(onNanoclr)
                ? OnNanoclr(result.GetValue(nanoclr)!, common, result, surroundings)
                : OnDevice(TimeSpan.FromSeconds(result.GetValue(wait)), common, result, surroundings);
            return passed ? FlashCommand.Done : FlashCommand.Failed;
        }));
        return test;
    }

    private static bool OnDevice(TimeSpan patience, CommonOptions common, ParseResult result, Surroundings surroundings)
    {
        string port = common.PortOf(result, surroundings);
        string? image = common.ImageOf(result);
        IReadOnlyList<Step> steps = Plan.Tests(port, image);

        if (result.GetValue(common.DryRun))
        {
            Flasher.Print(steps, surroundings.Output);
            return true;
        }

        new Flasher(surroundings, Nanoff.Find(surroundings, result.GetValue(common.Nanoff)), image).Run(steps);
        return TestRun.OnDevice(port, result.GetValue(common.Baud), patience, surroundings);
    }

    private static bool OnNanoclr(string nanoclr, CommonOptions common, ParseResult result, Surroundings surroundings)
    {
        string? image = common.ImageOf(result);
        IReadOnlyList<Step> steps = image == null ? Plan.TestBuild() : [];

        if (result.GetValue(common.DryRun))
        {
            Flasher.Print(steps, surroundings.Output);
            surroundings.Output.WriteLine($"{nanoclr} run --assemblies <the assemblies of {image ?? "the image"}>");
            return true;
        }

        Flasher builder = new(surroundings, nanoff: null, image);
        builder.Run(steps);
        return TestRun.OnNanoclr(builder.Image, nanoclr, surroundings);
    }
}
