using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>That what is thrown is asked for null where it can be. What comes of it on a device is tested by UAsyncio.Nano.Tests/Exceptions.</summary>
public class NullThrowTests
{
    [Theory]
    [InlineData("throw null;")]
    [InlineData("throw F;")]
    [InlineData("throw S[N];")]
    [InlineData("if (F == null) { throw F; }")]
    [InlineData("Exception kept = F; if (N > 0) { kept = S[N]; } N++; throw kept;")]
    public void What_is_loaded_is_asked_for_null(string statement)
    {
        Assert.Equal(1, Asked(statement, true));
        Assert.Equal(1, Asked(statement, false));
    }

    [Theory]
    [InlineData("throw new Exception();")]
    [InlineData("throw (Exception)O;")]
    [InlineData("if (F != null) { throw F; }")]
    [InlineData("try { N++; } catch (Exception e) { if (N > 2) { throw; } N = 5; throw e; }")]
    public void Nothing_else_is(string statement)
    {
        Assert.Equal(0, Asked(statement, true));
    }

    // A second weaving finds nothing.
    private static int Asked(string statement, bool optimised)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using System;
            using UAsyncio.Nano;
            public static class Test
            {
                public static Exception F; public static Exception[] S; public static object O; public static int N;
                public static async Coroutine Wait() { await Coroutine.Yield(); }
                public static void Method() { {{statement}} }
            }
            """, optimised);
        Assert.False(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        return module.GetType("Test").Methods.Single(m => m.Name == "Method").Body.Instructions
            .Count(i => i.OpCode.Code == Code.Newobj && ((MethodReference)i.Operand).DeclaringType.Name == "NullReferenceException");
    }
}
