using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That a null is stored into each element of a new array of strings that nothing else is stored into. What comes of it on a device is tested by
/// UAsyncio.Nano.Tests/Results.
/// </summary>
public class NullStringTests
{
    [Theory]
    [InlineData("new string[2]", 2)]
    [InlineData("new string[6]", 6)]
    [InlineData("new string[] { \"a\", null, T, null }", 2)]
    [InlineData("new string[] { null, T ?? \"b\", new string[] { T, null }[N] }", 2)]
    [InlineData("new string[] { T == null ? \"a\" : T, Make(null, T) }", 0)]
    [InlineData("new string[0]", 0)]
    [InlineData("new object[] { null, new string[0] }", 0)]
    public void Few_elements_get_a_store_each(string expression, int stores)
    {
        Assert.Equal(stores, Count(expression, out int loops));
        Assert.Equal(0, loops);
    }

    [Theory]
    [InlineData("new string[N]")]
    [InlineData("new string[7]")]
    [InlineData("new string[][] { new string[N] }")]
    public void Any_other_number_gets_a_loop(string expression)
    {
        Assert.Equal(1, Count(expression, out int loops));
        Assert.Equal(1, loops);
    }

    [Theory]
    [InlineData("Array.Clear(A, 0, 1)", 1)]
    [InlineData("Array.Clear(N > 0 ? A : new[] { T }, N, N > 1 ? 2 : 1)", 1)]
    [InlineData("Array.Clear(B, 0, 1)", 0)]
    public void What_is_cleared_gets_a_loop_if_it_is_strings(string call, int expected)
    {
        Assert.Equal(expected, Count("(object)null; " + call + "; A = null", out int loops));
        Assert.Equal(expected, loops);
    }

    // The stores of null, in a method that is optimised and in one that is not; a second weaving finds nothing.
    private static int Count(string expression, out int loops)
    {
        int debug = Count(expression, false, out loops);
        Assert.Equal(debug, Count(expression, true, out loops));
        return debug;
    }

    private static int Count(string expression, bool optimised, out int loops)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using System;
            using UAsyncio.Nano;
            public static class Test
            {
                public static string T; public static int N; public static string[] A; public static object[] B;
                public static string Make(string a, string b) { for (int i = 0; i < N; i++) { T += a; T += b; T += a; T += b; T += a; } return T; }
                public static async Coroutine Wait() { await Coroutine.Yield(); }
                public static object Method() { object o = {{expression}}; return o; }
            }
            """, optimised);
        Assert.False(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        var code = module.GetType("Test").Methods.Single(m => m.Name == "Method").Body.Instructions;
        loops = code.Count(i => i.Operand is Instruction target && target.Offset < i.Offset);
        return code.Count(i => i.OpCode.Code == Code.Ldnull && i.Next.OpCode.Code == Code.Stelem_Ref && i.Previous.OpCode.Code != Code.Newarr);
    }
}
