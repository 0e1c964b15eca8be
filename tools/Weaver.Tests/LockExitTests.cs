using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>That a lock's end is tried again where there is no memory for its frame: it would stay with its thread.</summary>
public class LockExitTests
{
    [Theory]
    [InlineData("lock (s_one) { s_sum++; }", 1)]
    [InlineData("lock (s_one) { if (s_sum > 0) { return; } s_sum++; }", 1)]
    [InlineData("lock (s_one) { lock (s_two) { s_sum++; } s_sum--; }", 2)]
    [InlineData("try { lock (s_one) { s_sum++; } } finally { lock (s_two) { s_sum--; } }", 2)]
    [InlineData("for (; s_sum < 3;) { lock (s_one) { s_sum++; } }", 1)]
    public void End_of_a_lock_is_tried_again(string body, int locks)
    {
        Assert.Equal(locks, Ends("Plain", body, true));
        Assert.Equal(locks, Ends("Plain", body, false));
    }

    [Theory]
    [InlineData("await Coroutine.Yield(); lock (s_one) { s_sum++; }", 1)]
    [InlineData("lock (s_one) { s_sum++; } try { await Coroutine.Yield(); } finally { lock (s_two) { s_sum--; } }", 2)]
    public void In_a_coroutine_too(string body, int locks)
    {
        Assert.Equal(locks, Ends("MoveNext", body, true));
        Assert.Equal(locks, Ends("MoveNext", body, false));
    }

    // A second weaving finds nothing.
    private static int Ends(string name, string body, bool optimize)
    {
        string method = name == "Plain" ? "public static void Plain()" : "public static async Coroutine WorkAsync()";
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using UAsyncio.Nano;
            public static class Test
            {
                private static readonly object s_one = new object();
                private static readonly object s_two = new object();
                private static int s_sum;
                {{method}} { {{body}} }
            }
            """, optimize);
        Assert.False(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { InMemory = true });
        MethodBody code = module.GetTypes().SelectMany(t => t.Methods).Single(m => m.Name == name && m.HasBody && m.DeclaringType.FullName.StartsWith("Test", System.StringComparison.Ordinal)).Body;
        List<Instruction> ends = code.Instructions.Where(i => i.Operand is MethodReference { Name: "Exit" }).ToList();
        Assert.All(ends, end => Assert.Single(code.ExceptionHandlers, h => IsOf(h, end)));
        Assert.Equal(ends.Count, code.ExceptionHandlers.Count(h => h.CatchType?.FullName == "System.OutOfMemoryException"));
        return ends.Count;
    }

    private static bool IsOf(ExceptionHandler handler, Instruction end)
    {
        return handler.CatchType?.FullName == "System.OutOfMemoryException" && handler.TryStart.Offset < end.Offset && end.Offset < handler.TryEnd.Offset
            && handler.TryEnd.Offset - handler.TryStart.Offset < 20;
    }
}
