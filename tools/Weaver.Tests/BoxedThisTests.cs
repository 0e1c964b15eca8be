using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>That a struct's method which can be called on a box assigns <c>this</c> field by field. What comes of it on a device is tested by UAsyncio.Nano.Tests/Results.</summary>
public class BoxedThisTests
{
    [Theory]
    [InlineData("public void Dispose() { this = new S(1); }", 2)]
    [InlineData("public void Dispose() { this = default; }", 2)]
    [InlineData("public void Dispose() { S other = this; other.A = 3; this = other.A > 2 ? other : new S(1); }", 2)]
    [InlineData("public void Dispose() { Set(); } private void Set() { for (int i = 0; i < 3; i++) { this = new S(i); this = new S(i + 1); } }", 4)]
    [InlineData("public override string ToString() { this = default; return Text; } public void Dispose() { }", 2)]
    public void This_is_assigned_field_by_field(string methods, int stores)
    {
        Assert.Equal(stores, Stores(methods, true));
        Assert.Equal(stores, Stores(methods, false));
    }

    [Theory]
    [InlineData("public void Dispose() { } public void Set() { this = new S(1); }")]
    [InlineData("public void Dispose() { S other = default; Keep(ref other); } private static void Keep(ref S kept) { for (int i = 0; i < 3; i++) { kept = new S(i); } }")]
    public void Nothing_else_is(string methods)
    {
        Assert.Equal(0, Stores(methods, true));
        Assert.Equal(0, Stores(methods, false));
    }

    // A second weaving finds nothing.
    private static int Stores(string methods, bool optimised)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using System;
            using UAsyncio.Nano;
            public static class Test { public static async Coroutine Wait() { await Coroutine.Yield(); } }
            public struct S : IDisposable
            {
                public int A; public string Text; public static int Shared;
                public S(int a) { A = a; Text = null; }
                {{methods}}
            }
            """, optimised);
        Assert.False(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        return module.GetType("S").Methods.Where(m => !m.IsConstructor).SelectMany(m => m.Body.Instructions)
            .Count(i => i.OpCode.Code == Code.Stfld && i.Previous.OpCode.Code == Code.Ldfld);
    }
}
