using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That comparisons of floats are of the kinds that a device gets right with NaN, and copies of structs are copies there. What comes
/// out of it on an interpreter is tested by UAsyncio.Nano.Tests/Language.
/// </summary>
public class DeviceSemanticsTests
{
    private static readonly Code[] s_wrong =
        [Code.Bgt, Code.Bgt_S, Code.Bge, Code.Bge_S, Code.Cgt, Code.Blt_Un, Code.Blt_Un_S, Code.Ble_Un, Code.Ble_Un_S, Code.Clt_Un];

    [Theory]
    [InlineData("bool", "D > E")]
    [InlineData("bool", "D >= 2.5")]
    [InlineData("bool", "!(F < G)")]
    [InlineData("int", "D > E ? 1 : 2")]
    [InlineData("int", "F >= G && D >= Get() ? 1 : 2")]
    [InlineData("bool", "D > (B ? E : 1.5)")]
    [InlineData("bool", "(B ? E : D) >= (B ? D : E)")]
    [InlineData("bool", "Get() > Get() || A[0] > Get()")]
    public void Floats_are_compared_as_a_device_can(string type, string expression)
    {
        using ModuleDefinition module = Weave(type, expression);
        Assert.DoesNotContain(module.GetType("Test").Methods.Single(m => m.Name == "Method").Body.Instructions, i => s_wrong.Contains(i.OpCode.Code));
    }

    [Theory]
    [InlineData("bool", "I > J")]
    [InlineData("int", "I >= J ? (B ? 1 : 2) : 3")]
    [InlineData("bool", "L > 5")]
    public void Other_comparisons_are_left_alone(string type, string expression)
    {
        using ModuleDefinition module = Weave(type, expression);
        Assert.Contains(module.GetType("Test").Methods.Single(m => m.Name == "Method").Body.Instructions, i => s_wrong.Contains(i.OpCode.Code));
    }

    [Fact]
    public void Struct_that_can_be_called_on_its_box_copies_this_and_another_does_as_before()
    {
        using ModuleDefinition module = Weave("bool", "B");
        Assert.Equal(1, Boxes(module, "Shown", "ToString"));
        Assert.Equal(1, Boxes(module, "Shown", "With"));
        Assert.Equal(0, Boxes(module, "Shown", "Other"));
        Assert.Equal(0, Boxes(module, "Plain", "With"));
    }

    [Theory]
    [InlineData("int", "Both(P = Q, P)", 1)]
    [InlineData("int", "Both(P++, P)", 1)]
    [InlineData("int", "Both(P = new Plain(I), P)", 1)]
    [InlineData("int", "Both(P = R = B ? Q : P, P)", 2)]
    [InlineData("int", "Both(P, Q)", 0)]
    [InlineData("int", "I = J = 3", 0)]
    [InlineData("System.DateTime", "T = U", 0)]
    [InlineData("int", "(Y = Z).V", 0)]
    public void Struct_that_is_used_twice_is_copied_when_it_can_change(string type, string expression, int copies)
    {
        using ModuleDefinition module = Weave(type, expression);
        Assert.Equal(copies, Boxes(module, "Test", "Method"));
    }

    // The metadata processor would take the last instruction off it.
    [Fact]
    public void No_handler_ends_with_its_method()
    {
        using ModuleDefinition module = Weave("bool", "B");
        Mono.Collections.Generic.Collection<ExceptionHandler> handlers = module.GetType("Test").Methods.Single(m => m.Name == "Ends").Body.ExceptionHandlers;
        Assert.Equal(2, handlers.Count);
        Assert.All(handlers, h => Assert.NotNull(h.HandlerEnd));
    }

    private static int Boxes(ModuleDefinition module, string type, string method) =>
        module.GetType(type).Methods.Single(m => m.Name == method).Body.Instructions.Count(i => i.OpCode == OpCodes.Box);

    // A second weaving finds nothing.
    private static ModuleDefinition Weave(string type, string expression)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            public readonly struct Fixed { public readonly int V; }
            public struct Plain { public int V; public Plain(int v) { V = v; for (int i = 0; i < v; i++) { V += v; V *= v; } } public static Plain operator ++(Plain p) { p.V++; return p; } public Plain With(int v) { Plain copy = this; for (int i = 0; i < v; i++) { copy.V += v; } return copy; } }
            public struct Shown
            {
                public int V;
                public Shown With(int v) { Shown copy = this; for (int i = 0; i < v; i++) { copy.V += v; copy.V *= v; } return copy; }
                public Shown Other(int v) { Shown copy = this; for (int i = 0; i < v; i++) { copy.V += v; copy.V *= v; } return copy; }
                public override string ToString() { Shown copy = this; copy.V++; return With(copy.V).V.ToString(); }
            }
            public static class Test
            {
                public static double D, E; public static float F, G; public static int I, J; public static long L; public static bool B; public static double[] A;
                public static Plain P, Q, R; public static Fixed Y, Z; public static System.DateTime T, U;
                public static int Both(Plain p, Plain q) { for (int i = 0; i < 3; i++) { p.V += q.V; q.V++; p.V *= i; } return p.V; }
                public static void Ends() { try { throw new System.Exception(); } finally { try { Get(); } finally { I++; } } }
                public static double Get() { for (int i = 0; i < 3; i++) { D++; E++; D *= E; } return D; }
                public static {{type}} Method() { return {{expression}}; }
            }
            """, true);
        Assert.False(assembly.Weave());
        return ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { InMemory = true });
    }
}
