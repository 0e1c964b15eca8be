using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using UAsyncio.Flash;
using UAsyncio.Weaver;

namespace UAsyncio.Tool.Commands;

/// <summary>The weaver, for whoever does not build with MSBuild.</summary>
internal sealed class WeaveCommand : AssemblyCommand
{
    private readonly Option<string[]> _woven = new("--woven", "-w")
    {
        Description = "A library as it runs, woven, or a folder with such: its small methods are inlined in an optimised build.",
        HelpName = "FILE or FOLDER",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    private WeaveCommand(Surroundings surroundings)
        : base(surroundings)
    {
    }

    public static Command Create(Surroundings surroundings)
    {
        WeaveCommand weave = new(surroundings);
        return weave.CreateCommand(
            "weave",
            "Rewrites the async methods of an assembly, in place, into what nanoFramework 1.x runs. A build does it by itself. Give libraries as their face (obj/…/ref).",
            weave._woven);
    }

    protected override IReadOnlyList<Diagnostic> Find(string assembly, IEnumerable<string> references, ParseResult result)
    {
        try
        {
            bool isWoven = AssemblyWeaver.Weave(assembly, references, result.GetValue(_woven)!.SelectMany(Expand));
            Surroundings.Output.WriteLine((isWoven ? "woven: " : "nothing to weave: ") + assembly);
            return [];
        }
        catch (WeaveException exception)
        {
            return [exception.Diagnostic];
        }
    }
}
