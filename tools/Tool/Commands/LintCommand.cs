using System.Collections.Generic;
using System.CommandLine;
using UAsyncio.Flash;
using UAsyncio.NanoLint;
using UAsyncio.Weaver;

namespace UAsyncio.Tool.Commands;

/// <summary>NanoLint, for whoever does not build with MSBuild, and for a look by hand.</summary>
internal sealed class LintCommand : AssemblyCommand
{
    private LintCommand(Surroundings surroundings)
        : base(surroundings)
    {
    }

    public static Command Create(Surroundings surroundings) => new LintCommand(surroundings).CreateCommand(
        "lint", "Reports what a woven assembly contains that nanoFramework 1.x cannot run. A build does it by itself. Give libraries in their woven form. Exit code 1: there are findings.");

    protected override IReadOnlyList<Diagnostic> Find(string assembly, IEnumerable<string> references, ParseResult result) => Linter.Check(assembly, references);
}
