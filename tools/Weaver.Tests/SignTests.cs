using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That an unsigned number which is taken for a signed one says so: the interpreter keeps the type of a number with it. What comes out of it there is
/// tested by UAsyncio.Nano.Tests/Language.
/// </summary>
public class SignTests
{
    [Theory]
    [InlineData("int", "(int)U % 3", Code.Conv_I4)]
    [InlineData("int", "(int)U >> 1", Code.Conv_I4)]
    [InlineData("int", "(int)U", Code.Conv_I4)]
    [InlineData("int", "(int)(U ^ 5u) % 3", Code.Conv_I4)]
    [InlineData("int", "((int)U + 1) % 3", Code.Conv_I4)]
    [InlineData("int", "(int)E % 3", Code.Conv_I4)]
    [InlineData("int", "(int)A[0] % 3", Code.Conv_I4)]
    [InlineData("int", "(L > 0 ? (int)U : 1) % 3", Code.Conv_I4)]
    [InlineData("bool", "Take((int)U)", Code.Conv_I4)]
    [InlineData("long", "(int)U", Code.Conv_I4)]
    [InlineData("double", "(int)U", Code.Conv_I4)]
    [InlineData("long", "(long)L % 3000000000000", Code.Conv_I8)]
    [InlineData("double", "(long)L", Code.Conv_I8)]
    public void Unsigned_number_that_is_taken_for_a_signed_one_gets_a_sign(string type, string expression, Code sign)
    {
        Assert.Equal(1, Signs(type, expression, sign));
    }

    [Theory]
    [InlineData("uint", "U % 3")]
    [InlineData("uint", "U >> 1")]
    [InlineData("uint", "(uint)I % 3")]
    [InlineData("int", "I % 3 + (I >> 1)")]
    [InlineData("bool", "(int)U < 0")]
    [InlineData("object", "(int)U")]
    [InlineData("bool", "Keep(U)")]
    [InlineData("ulong", "U")]
    public void Nothing_else_is_touched(string type, string expression)
    {
        Assert.Equal(0, Signs(type, expression, Code.Conv_I4));
        Assert.Equal(0, Signs(type, expression, Code.Conv_I8));
    }

    // In a method, and in a coroutine that is woven; a second weaving finds nothing.
    private static int Signs(string type, string expression, Code sign)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using UAsyncio.Nano;
            public enum Unsigned : uint { None }
            public static class Test
            {
                public static uint U; public static ulong L; public static int I; public static Unsigned E; public static uint[] A;
                public static bool Take(int value) { for (int i = 0; i < value; i++) { U++; U++; U++; U++; } return value > 3; }
                public static bool Keep(uint value) { for (int i = 0; i < 3; i++) { U++; U++; U++; U++; } return value > 3; }
                public static {{type}} Method() { return {{expression}}; }
                public static async Coroutine Wait() { await Coroutine.Yield(); {{type}} value = {{expression}}; Use(value); }
                public static void Use(object value) { }
            }
            """, true);
        Assert.False(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        return module.GetType("Test").Methods.Single(m => m.Name == "Method").Body.Instructions.Count(i => i.OpCode.Code == sign);
    }
}
