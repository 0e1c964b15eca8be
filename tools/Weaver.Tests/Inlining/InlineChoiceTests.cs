using System;
using System.Linq;
using Mono.Cecil;
using UAsyncio.Weaver;
using Weaver.Tests.Build;
using Xunit;
using static Weaver.Tests.Inlining.Inlined;

namespace Weaver.Tests.Inlining;

/// <summary>Which calls are inlined, which are not, and what a mark changes.</summary>
public class InlineChoiceTests
{
    private const string Marks = """
        using System; using System.Runtime.CompilerServices; using UAsyncio.Nano;
        internal sealed class InlineAttribute : Attribute { }
        internal sealed class CommitAttribute : Attribute { }
        internal static class Commit { internal static void Begin() { } internal static void End() { } }

        """;

    [Theory]
    [InlineData("[MethodImpl(MethodImplOptions.NoInlining)] static int F(int a) { return a; }", "F(1)")]
    [InlineData("static int F(int a) { try { return a; } finally { G++; } }", "F(1)")]
    [InlineData("static int F(int a) { return a == 0 ? 1 : F(a - 1); }", "F(1)")]
    [InlineData("static int F(int a) { return a == 0 ? 1 : H(a - 1); } static int H(int a) { return F(a); }", "F(1)")]
    [InlineData("public virtual int F(int a) { return a; }", "new Test().F(1)")]
    [InlineData("static int F(int a) { for (int i = 0; i < a; i++) { G += i; } return a; } static int K(int a, int b) { try { return a + b; } finally { G++; } }", "K(1, F(2))")]
    public void Is_not_inlined(string members, string expression)
    {
        using DeviceAssembly assembly = Compile($"public class Test {{ public static int G; {members}\n public static int Main() {{ return {expression}; }} }}", true);
        assembly.Weave();
        Assert.Contains("F", Calls(assembly, "Test", "Main"));
    }

    [Theory]
    [InlineData("internal virtual int F() { return 1; }", "new Test().F()")]
    [InlineData("} public sealed class Leaf : Root { public int X; public override int F() { return 2; } } public class Root { public virtual int F() { return 1; } public static Leaf L;", "Root.L.F()")]
    [InlineData("} internal class Leaf : Root { public int X; public override int F() { return 2; } } public class Root { public virtual int F() { return 1; } internal static Leaf L;", "Root.L.F()")]
    [InlineData("} public interface IF { int F(); } public sealed class Leaf : IF { public int X; public int F() { return 2; } public static Leaf L;", "Leaf.L.F()")]
    public void A_virtual_method_is_inlined_when_the_type_tells_which(string members, string expression)
    {
        // The class Test is not public here: nobody else can derive from it.
        using DeviceAssembly assembly = Compile($"internal class Test {{ public static int G; {members} }}\n public class Program {{ public static int Main() {{ return {expression}; }} }}", true);
        Assert.True(assembly.Weave());
        Assert.DoesNotContain("F", Calls(assembly, "Program", "Main"));
    }

    [Fact]
    public void What_an_internal_class_declares_public_stays_for_reflection()
    {
        const string Source = """
            internal class Reading
            {
                public int Value { get; set; }
                internal int Count { get; set; }
            }
            public class Test
            {
                public static int Main() { Reading reading = new Reading(); reading.Value = 3; reading.Count = 4; return reading.Value + reading.Count; }
            }
            """;
        using DeviceAssembly assembly = Compile(Source, true);
        assembly.Weave();
        Assert.Empty(Calls(assembly, "Test", "Main"));
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.Equal([".ctor", "get_Value", "set_Value"], module.GetType("Reading").Methods.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_marked_method_is_inlined_in_a_debug_build_and_the_mark_is_gone()
    {
        const string Source = """
            public class Test
            {
                [Inline] private static int Max(int a, int b) { if (a > b) { return a; } return b; }
                private static int Min(int a, int b) { return a < b ? a : b; }
                public static int Main() { int three = 3; return 10 * Max(three, 7) + Min(three, 7); }
            }
            """;
        using DeviceAssembly assembly = Compile(Marks + Source, false);
        Assert.True(assembly.Weave());
        using Desktop desktop = new(assembly);
        Assert.Equal(73, desktop.Call("Test", "Main"));
        Assert.Equal(["Min"], Calls(assembly, "Test", "Main"));
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.Equal(["<Module>", "Test"], module.Types.Select(type => type.Name).Where(name => !name.Contains("Embedded", StringComparison.Ordinal)));
        Assert.DoesNotContain(module.GetType("Test").Methods, method => method.HasCustomAttributes);
    }

    [Theory]
    [InlineData("[Inline] public virtual void Bad() { }")]
    [InlineData("[Inline] public static int Bad(int a) { return a == 0 ? 1 : Bad(a - 1); }")]
    [InlineData("[Inline] public static void Bad() { try { G++; } finally { G--; } }")]
    public void A_marked_method_that_cannot_be_inlined_is_refused(string member)
    {
        foreach (bool optimize in new[] { false, true })
        {
            using DeviceAssembly assembly = Compile(Marks + $"public class Test {{ public static int G;\n{member} }}", optimize);
            Diagnostic found = Assert.Throws<WeaveException>(() => assembly.Weave()).Diagnostic;
            Assert.Equal("UAN011", found.Code);
            Assert.Equal(6, found.Line);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Small_public_methods_of_a_woven_library_are_inlined_where_all_they_touch_is_accessible(bool optimize)
    {
        const string Library = """
            using UAsyncio.Nano;
            public class Counter
            {
                private int _hidden;
                protected int Shared;
                public int Open;
                public static object Loop() { return new EventLoop(); }
                public int GetOpen() { return Open; }
                public int GetShared() { return Shared; }
                public int GetHidden() { return _hidden; }
            }
            """;
        const string Source = """
            public class Mine : Counter
            {
                public int Sum() { return GetOpen() + GetShared() * 10 + GetHidden() * 100; }
            }
            public class Program
            {
                public static int Main() { Mine mine = new Mine(); mine.Open = 4; return mine.Sum() + mine.GetOpen() + mine.GetShared(); }
            }
            """;
        using DeviceAssembly library = DeviceAssembly.Compile(Library, true, "Lib");
        using DeviceAssembly app = DeviceAssembly.Compile(Source, optimize, "App", library.Path);
        library.Weave();
        app.Weave(library.Path);
        using Desktop desktop = new(app, library);
        Assert.Equal(8, desktop.Call("Program", "Main"));
        Assert.Equal(optimize ? ["GetHidden"] : ["GetHidden", "GetOpen", "GetShared"], Calls(app, "Mine", "Sum"));
        Assert.Equal(optimize, !Calls(app, "Program", "Main").Contains("GetOpen"));
        Assert.Contains("GetShared", Calls(app, "Program", "Main"));
    }
}
