using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests.Fuzz;

/// <summary>Random programs do the same with and without inlining.</summary>
public class RandomCallsTests
{
    private const int Inputs = 4;

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public void Inlined_programs_do_what_the_compiler_wrote(int seed, bool optimize)
    {
        string source = RandomCalls.Write(seed);
        using DeviceAssembly plain = DeviceAssembly.Compile(source, optimize);
        using DeviceAssembly inlined = DeviceAssembly.Woven(source, optimize);
        using Desktop plainDesktop = new(plain);
        using Desktop inlinedDesktop = new(inlined);
        Func<int, int, string> expected = plainDesktop.Delegate<Func<int, int, string>>("P", "Run");
        Func<int, int, string> got = inlinedDesktop.Delegate<Func<int, int, string>>("P", "Run");
        inlinedDesktop.CompileAll();
        List<(int Method, int X)> runs = [.. Enumerable.Range(0, RandomCalls.Methods * Inputs).Select(i => (i / Inputs, (i % Inputs) * 3))];
        List<string> answers = [.. runs.Select(run => expected(run.Method, run.X))];

        // The programs are worth running: they differ, and few end by an exception.
        Assert.InRange(answers.Distinct().Count(), answers.Count / 3, answers.Count);
        Assert.InRange(answers.Count(answer => answer.Contains("Exception", StringComparison.Ordinal)), 1, answers.Count / 3);
        Assert.Equal(answers, runs.Select(run => got(run.Method, run.X)));

        // And there is something to inline: of the calls in an optimised build, few are left.
        if (optimize)
        {
            Assert.InRange(Calls(inlined), 1, Calls(plain) * 2 / 3);
        }

        Assert.False(inlined.Weave());
    }

    private static int Calls(DeviceAssembly assembly)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        return module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
            .Count(i => i.OpCode == OpCodes.Call || i.OpCode == OpCodes.Callvirt);
    }
}
