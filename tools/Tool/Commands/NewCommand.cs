using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using UAsyncio.Flash;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Steps;
using UAsyncio.NanoRun;

namespace UAsyncio.Tool.Commands;

/// <summary>A project from a template.</summary>
internal static class NewCommand
{
    // dotnet new's exit code where it knows no such template.
    private const int NotFound = 103;

    // The same where files are in the way.
    private const int CannotCreate = 73;

    private const string Simulation = "simulation";

    private static readonly Dictionary<string, string> s_templates = new()
    {
        ["app"] = "uasyncio-app",
        ["lib"] = "uasyncio-lib",
        ["test"] = "uasyncio-test",
        [Simulation] = "uasyncio-simulation",
    };

    // A program refers to all of these: with the name of one it would be meant itself.
    private static readonly string[] s_taken = ["mscorlib", "System.", "nanoFramework.", "UAsyncio.Nano", "Windows."];

    public static Command Create(Surroundings surroundings)
    {
        Argument<string> kind = new("kind") { Description = "app: a program; lib: a library; test: tests; simulation: tests that run a program for an hour while everything goes wrong." };
        kind.TakesOneOf([.. s_templates.Keys]);
        Argument<string?> name = new("name") { Description = "Its name, and its folder's. Default: the current folder and its name.", DefaultValueFactory = _ => null };
        name.Validators.Add(result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "A";
            if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') || text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] == '_'))
            {
                result.AddError($"A project's name begins with a letter and consists of letters from a to z, digits, dots, dashes and underscores: {text} does not.");
            }
            else if (text.Contains("..", StringComparison.Ordinal))
            {
                result.AddError($"{text} would be the program's namespace too, and has nothing between two dots: leave one of them out.");
            }
            else if (Array.Find(s_taken, t => text.StartsWith(t, StringComparison.OrdinalIgnoreCase)) is { } taken)
            {
                result.AddError($"{text} is, or could be, the name of a library that the project refers to: choose one that does not begin with {taken}");
            }
        });
        Option<string?> program = new("--program") { Description = "Of a simulation: the program's project, or its folder." };
        Command command = new("new", "Makes a project from a template.") { kind, name, program };
        command.SetWork(surroundings, result =>
        {
            string template = s_templates[result.GetRequiredValue(kind)];
            string? given = result.GetValue(name);
            string? simulated = Simulated(result.GetRequiredValue(kind), result.GetValue(program));

            if (given != null && File.Exists(given))
            {
                throw new UsageException($"{given} is a file here: choose another name for the project and its folder.");
            }

            string[] named = given == null ? [] : ["-n", given];
            string[] ofProgram = simulated == null ? [] : ["--program", Path.GetRelativePath(given ?? ".", simulated).Replace('\\', '/')];
            ProcessResult made = surroundings.Processes.Run("dotnet", ["new", template, .. named, .. ofProgram], _ => { }, surroundings.Canceled);

            if (made.ExitCode == NotFound)
            {
                throw new FlashException("The templates are not installed: run \"dotnet new install UAsyncio.Nano.Templates\" and this again.");
            }

            if (made.ExitCode == CannotCreate)
            {
                throw new UsageException($"{given ?? "The current folder"} has files that those of the new project would replace: choose another name, or a folder without them.");
            }

            if (made.ExitCode != 0)
            {
                throw new FlashException($"dotnet new {template} failed: {made.Output.Trim()}");
            }

            surroundings.Output.WriteLine(made.Output.Trim());
            surroundings.Output.WriteLine(Next(result.GetRequiredValue(kind), given));
            return ExitCode.Done;
        });
        return command;
    }

    private static string? Simulated(string kind, string? program)
    {
        if (kind != Simulation)
        {
            return program == null ? null : throw new UsageException($"--program is for a simulation: {kind} takes none.");
        }

        string project = ProjectFile.Find(program ?? throw new UsageException("Say which program is simulated: --program, and its project or its folder."));
        return ProjectFile.IsClassic(project) ? throw new UsageException($"{project} is built by nanoFramework's project system: a simulation takes a .csproj of the SDK UAsyncio.Nano.Sdk.") : project;
    }

    private static string Next(string kind, string? folder)
    {
        string path = folder == null ? string.Empty : " " + folder;
        return kind switch
        {
            "app" => $"Run it: uasyncio run{path}",
            "test" => $"Run the tests: uasyncio test{path}",
            Simulation => $"Run it: dotnet test{path}",
            _ => $"Build it: dotnet build{path}",
        };
    }
}
