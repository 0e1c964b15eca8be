using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using Spectre.Console;
using UAsyncio.Reliability;

// The long form of what the tests try: simulations, models, failing allocations and fuzzing, one after the other, each for its share of the time.
(string Assembly, string Class, int Trials)[] programs =
[
    ("SystemTests", "UAsyncio.SystemTests.Simulations.ServerSimulationTests", 3),
    ("SystemTests", "UAsyncio.SystemTests.Simulations.MixedSimulationTests", 1),
    ("SystemTests", "UAsyncio.SystemTests.ShortPartsTests", 0),
    ("SystemTests", "UAsyncio.SystemTests.ShortServingTests", 0),
    ("SystemTests", "UAsyncio.SystemTests.ShortDatagramTests", 0),
    ("SystemTests", "UAsyncio.SystemTests.ShortPinTests", 0),
    ("SystemTests", "UAsyncio.SystemTests.ShortPortTests", 0),
    ("SystemTests", "UAsyncio.SystemTests.ShortMessageTests", 0),
    ("SystemTests", "UAsyncio.SystemTests.ShortWatchingTests", 0),
    ("SystemTests", "UAsyncio.SystemTests.AbuseTests", 6),
    ("SystemTests", "UAsyncio.SystemTests.Simulations.AbuseSimulationTests", 0),
    ("SystemTests", "UAsyncio.SystemTests.SoakTests", 0),
    ("ModelTests", "UAsyncio.ModelTests.SchedulerTests", 0),
    ("ModelTests", "UAsyncio.ModelTests.PrimitiveTests", 14),
    ("ModelTests", "UAsyncio.ModelTests.TogetherTests", 12),
    ("FuzzTests", "UAsyncio.FuzzTests.ParserTests", 9),
];
Option<double> minutes = new("--minutes") { Description = "How long all of it takes, about.", DefaultValueFactory = _ => 30 };
RootCommand command = new("Tries what the tests try, for longer, and prints what was tried, how often, and what was lost.") { minutes };
command.SetAction(result => Run(result.GetValue(minutes)));
return command.Parse(args).Invoke();

int Run(double time)
{
    string[] paths = typeof(Trial).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Trials").Value!.Split(';');
    int seconds = Math.Max(1, (int)(time * 60 / programs.Sum(program => program.Trials)));
    string report = Path.GetTempFileName();
    List<string> lost = [];

    foreach ((string assembly, string type, int _) in programs)
    {
        AnsiConsole.MarkupLineInterpolated($"[grey]{type}[/]");
        ProcessStartInfo start = new("dotnet", [paths.First(path => Path.GetFileNameWithoutExtension(path) == assembly), "-class", type]) { RedirectStandardOutput = true };
        start.Environment[Trial.SecondsVariable] = seconds.ToString(CultureInfo.InvariantCulture);
        start.Environment[Trial.ReportVariable] = report;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        if (process.ExitCode != 0)
        {
            lost.Add(type);
            Console.WriteLine(output);
        }
    }

    Table table = new Table().AddColumns("tried", "how often", "", "lost");

    foreach (string[] row in File.ReadLines(report).Select(line => line.Split('\t')))
    {
        table.AddRow(row[0], long.Parse(row[1], CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture), row[2], "0");
    }

    foreach (string type in lost)
    {
        table.AddRow(type, "", "", "[red]see above[/]");
    }

    AnsiConsole.Write(table);
    File.Delete(report);
    return lost.Count == 0 ? 0 : 1;
}
