using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using UAsyncio.NanoLint;
using UAsyncio.Weaver;

namespace UAsyncio.NanoTool;

/// <summary>The command line: weave and lint, for whoever does not build with MSBuild.</summary>
public static class ToolCommand
{
    /// <summary>Nothing was found.</summary>
    public const int Clean = 0;

    /// <summary>The assembly has something that a device cannot run; it has been printed.</summary>
    public const int Findings = 1;

    /// <summary>The command line is wrong, or a file cannot be read or written.</summary>
    public const int Failed = 2;

    /// <summary>Runs one command.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Takes the findings, in MSBuild's canonical form.</param>
    /// <param name="error">Takes messages about the command itself.</param>
    /// <returns>0 clean, 1 findings, 2 the command cannot do its work.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var assembly = new Argument<string>("assembly") { Description = "The device assembly; its portable symbols lie beside it." };
        var references = new Option<string[]>("--reference", "-r")
        {
            Description = "An assembly that it refers to, or a folder with such.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };

        var woven = new Option<string[]>("--woven", "-w")
        {
            Description = "A library as it runs, woven, or a folder with such: its small methods are inlined in an optimised build.",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };

        var weave = new Command("weave", "Rewrites the async methods of an assembly, in place, into what nanoFramework 1.x runs.") { assembly, references, woven };
        weave.SetAction(result => Guard(error, () => Weave(result.GetRequiredValue(assembly), result.GetRequiredValue(references), result.GetRequiredValue(woven), output)));
        var lint = new Command("lint", "Reports what a woven assembly contains that nanoFramework 1.x cannot run. Give libraries in their woven form.") { assembly, references };
        lint.SetAction(result => Guard(error, () => Lint(result.GetRequiredValue(assembly), result.GetRequiredValue(references), output)));
        ParseResult parsed = new RootCommand("Tools for UAsyncio.Nano assemblies.") { weave, lint }.Parse(args);

        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
            {
                error.WriteLine("uasyncio-tool: " + message);
            }

            error.WriteLine("uasyncio-tool --help tells more.");
            return Failed;
        }

        return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
    }

    private static int Weave(string assembly, string[] references, string[] woven, TextWriter output)
    {
        CheckExists(assembly);

        try
        {
            output.WriteLine((AssemblyWeaver.Weave(assembly, Expand(references), Expand(woven)) ? "woven: " : "nothing to weave: ") + assembly);
            return Clean;
        }
        catch (WeaveException exception)
        {
            Print(exception.Diagnostic, assembly, output);
            return Findings;
        }
    }

    private static int Lint(string assembly, string[] references, TextWriter output)
    {
        CheckExists(assembly);
        IReadOnlyList<Diagnostic> findings = Linter.Check(assembly, Expand(references));

        foreach (Diagnostic finding in findings)
        {
            Print(finding, assembly, output);
        }

        return findings.Count == 0 ? Clean : Findings;
    }

    // MSBuild's form needs an origin before the colon: without a source file it is the assembly.
    private static void Print(Diagnostic finding, string assembly, TextWriter output)
    {
        output.WriteLine((finding.File == null ? assembly + ": " : string.Empty) + finding);
    }

    private static IEnumerable<string> Expand(string[] references)
    {
        foreach (string reference in references)
        {
            if (Directory.Exists(reference))
            {
                foreach (string file in Directory.GetFiles(reference, "*.dll").Order(StringComparer.Ordinal))
                {
                    yield return file;
                }
            }
            else
            {
                CheckExists(reference);
                yield return reference;
            }
        }
    }

    private static void CheckExists(string file)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException("there is no file " + file);
        }
    }

    private static int Guard(TextWriter error, Func<int> action)
    {
        try
        {
            return action();
        }
        catch (BadImageFormatException exception)
        {
            error.WriteLine("uasyncio-tool: not a .NET assembly: " + (exception.FileName ?? exception.Message));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Mono.Cecil.AssemblyResolutionException)
        {
            error.WriteLine("uasyncio-tool: " + exception.Message);
        }

        return Failed;
    }
}
