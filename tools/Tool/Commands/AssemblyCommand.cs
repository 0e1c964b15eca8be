using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using UAsyncio.Flash;
using UAsyncio.NanoRun;
using UAsyncio.Weaver;

namespace UAsyncio.Tool.Commands;

/// <summary>What weave and lint have in common: an assembly, what it refers to, and findings.</summary>
internal abstract class AssemblyCommand
{
    private readonly Argument<string> _assembly = new("assembly") { Description = "The device assembly; its portable symbols lie beside it." };
    private readonly Option<string[]> _references = new("--reference", "-r")
    {
        Description = "An assembly that it refers to, or a folder with such.",
        HelpName = "FILE or FOLDER",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    protected AssemblyCommand(Surroundings surroundings)
    {
        Surroundings = surroundings;
    }

    protected Surroundings Surroundings { get; }

    protected Command CreateCommand(string name, string description, params Option[] more)
    {
        Command command = new(name, description) { _assembly, _references };
        foreach (Option option in more)
        {
            command.Add(option);
        }

        command.SetWork(Surroundings, Run);
        return command;
    }

    /// <summary>Does the work.</summary>
    /// <returns>What was found.</returns>
    protected abstract IReadOnlyList<Diagnostic> Find(string assembly, IEnumerable<string> references, ParseResult result);

    /// <summary>The assemblies of a file or a folder.</summary>
    protected static IEnumerable<string> Expand(string reference)
    {
        if (Directory.Exists(reference))
        {
            return Directory.GetFiles(reference, "*.dll").Order(StringComparer.Ordinal);
        }

        CheckExists(reference);
        return [reference];
    }

    private int Run(ParseResult result)
    {
        string assembly = result.GetRequiredValue(_assembly);
        CheckExists(assembly);
        IReadOnlyList<Diagnostic> findings;

        try
        {
            findings = Find(assembly, [.. result.GetRequiredValue(_references).SelectMany(Expand)], result);
        }
        catch (BadImageFormatException exception)
        {
            throw new UsageException($"{exception.FileName ?? assembly} is no .NET assembly.");
        }
        catch (Mono.Cecil.AssemblyResolutionException exception)
        {
            throw new UsageException($"{exception.AssemblyReference.Name}, which {assembly} refers to, is not among the given references: add its file or folder by --reference.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(exception.Message);
        }

        foreach (Diagnostic finding in findings)
        {
            // MSBuild's form needs an origin before the colon: without a source file it is the assembly.
            Surroundings.Output.WriteLine((finding.File == null ? assembly + ": " : string.Empty) + finding);
        }

        return findings.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static void CheckExists(string file)
    {
        if (!File.Exists(file))
        {
            throw new UsageException("There is no file " + file + ".");
        }
    }
}
