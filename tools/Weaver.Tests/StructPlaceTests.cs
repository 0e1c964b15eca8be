using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That a struct is assigned in its place where an address of the variable is kept, and only there. What comes of it on a device is tested by
/// UAsyncio.Nano.Tests/Results.
/// </summary>
public class StructPlaceTests
{
    [Theory]
    [InlineData("ref S r = ref F; F = Make(); r.I++;")]
    [InlineData("ref S r = ref T; T = Make(); r.I++;")]
    [InlineData("S s = Make(); ref S r = ref s; s = Make(); r.I++; s.I++;", 2)]
    [InlineData("ref S r = ref p; p = Make(); r.I++;")]
    [InlineData("ref int i = ref F.I; F = Make(); i++;")]
    [InlineData("Two(ref F, F = Make());")]
    [InlineData("F.I += Put();")]
    [InlineData("F.Call(D); F = Make();")]
    [InlineData("Pick(ref F).I++; F = Make();")]
    [InlineData("Two(ref T, T = Make()); Two(ref T, F);")]
    [InlineData("for (int i = 0; i < 3; i++) { Look(in F, this); } F = Make();", 2)]
    public void Struct_is_assigned_in_its_place_where_an_address_is_kept(string statements, int count = 1)
    {
        Assert.Equal(count, InPlace(statements, true));
        Assert.Equal(count, InPlace(statements, false));
    }

    [Theory]
    [InlineData("F = Make(); F.I++;")]
    [InlineData("F.I += 3; F = Make(); F = default; F.I = T.I;")]
    [InlineData("F = Make(); F.Add(F.I); F.Add(Number(T));")]
    [InlineData("S s = Make(); s = Make(); s.Call(D); s.Add(Put());")]
    [InlineData("T = Make(); Two(ref T, Make());")]
    [InlineData("ref S r = ref A[0]; A[0] = Make(); r.I++;")]
    [InlineData("ref int i = ref N; N = 5; i++;")]
    public void Nothing_else_is_touched(string statements)
    {
        Assert.Equal(0, InPlace(statements, true));
        Assert.Equal(0, InPlace(statements, false));
    }

    // A second weaving finds nothing.
    private static int InPlace(string statements, bool optimised)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using UAsyncio.Nano;
            public delegate void D();
            public struct S
            {
                public int I;
                public S(int i) { I = i; }
                public void Add(int i) { for (int k = 0; k < 3; k++) { I += i; I -= k; I ^= 3; } }
                public void Call(D d) { I++; d(); I++; }
            }
            public class Test
            {
                public S F; public static S T; public S[] A; public D D; public int N;
                public static async Coroutine Wait() { await Coroutine.Yield(); }
                public static S Make() { S made = new S(1); for (int k = 0; k < 3; k++) { made.I += k; made.I ^= 3; made.I -= 2; } return made; }
                public static void Two(ref S place, S value) { for (int k = 0; k < 3; k++) { place.I += value.I; place.I ^= k; } }
                public static ref S Pick(ref S place) { for (int k = 0; k < 3; k++) { place.I += k; place.I ^= 3; } return ref place; }
                public static int Number(in S value) { int sum = 0; for (int k = 0; k < 3; k++) { sum += value.I; sum ^= k; } return sum; }
                public static int Look(in S value, Test test) { test.Put(); for (int k = 0; k < 3; k++) { test.N ^= k; } return value.I; }
                public int Put() { for (int k = 0; k < 3; k++) { N += k; N ^= 3; N -= 2; } {{(statements.Contains("Put") || statements.Contains("Look") ? "F = new S(4);" : "")}} return 1; }
                public void Method(S p) { {{statements}} }
            }
            """, optimised);
        Assert.False(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        return module.GetType("Test").Methods.Where(m => m.Name is "Method" or "Put").SelectMany(m => m.Body.Instructions).Count(i => i.OpCode.Code == Code.Stobj);
    }
}
