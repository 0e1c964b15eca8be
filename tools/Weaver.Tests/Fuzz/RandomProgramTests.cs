using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests.Fuzz;

/// <summary>
/// Random programs do the same when they are woven coroutines as when they are .NET's own tasks: each statement, in the
/// same order, with the same outcome.
/// </summary>
public class RandomProgramTests
{
    private const int Inputs = 3;

    [Theory]
    [InlineData(1)]
    public void Woven_coroutines_do_what_tasks_do(int seed)
    {
        (string device, string desktop) = RandomProgram.Write(seed);
        Func<int, int, string> run = CompileTasks(desktop);
        List<(int Method, int X, string Trace)> expected = [.. Enumerable.Range(0, RandomProgram.Methods * Inputs)
            .Select(i => (i / Inputs, i % Inputs, run(i / Inputs, i % Inputs)))];

        // The programs are worth running: most do something of their own, and some end by an exception.
        Assert.InRange(expected.Select(each => each.Trace).Distinct().Count(), RandomProgram.Methods, int.MaxValue);
        Assert.InRange(expected.Count(each => each.Trace.Contains("=E", StringComparison.Ordinal)), 50, expected.Count / 2);
        Compare(device, false, expected, TestPaths.Library);
        Compare(device, false, expected, TestPaths.Optimized);
        Compare(device, true, expected, TestPaths.Optimized);
    }

    [Fact]
    public void The_same_seed_writes_the_same_program()
    {
        Assert.Equal(RandomProgram.Write(7), RandomProgram.Write(7));
        Assert.NotEqual(RandomProgram.Write(7), RandomProgram.Write(8));
    }

    private static void Compare(string source, bool optimize, List<(int Method, int X, string Trace)> expected, string library)
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile(source, optimize);
        Assert.True(assembly.Weave(library));
        using Desktop desktop = new(assembly) { Library = library };
        Func<int, int, string> run = desktop.Delegate<Func<int, int, string>>("P", "Run");
        List<string> differences = [];

        foreach ((int method, int x, string trace) in expected)
        {
            string got = run(method, x);

            if (got != trace)
            {
                differences.Add($"M{method}({x})\n  task:      {trace}\n  coroutine: {got}");
            }
        }

        Assert.True(differences.Count == 0, $"optimize {optimize}, {library}: {differences.Count} differ\n" + string.Join("\n", differences.Take(5)));
    }

    private static Func<int, int, string> CompileTasks(string source)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] references = ["System.Private.CoreLib.dll", "System.Runtime.dll"];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Tasks",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp12))],
            references.Select(name => MetadataReference.CreateFromFile(Path.Combine(framework, name))),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream stream = new();
        EmitResult result = compilation.Emit(stream);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(5)));
        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext("tasks", true).LoadFromStream(stream);
        return assembly.GetType("P", true)!.GetMethod("Run")!.CreateDelegate<Func<int, int, string>>();
    }
}
