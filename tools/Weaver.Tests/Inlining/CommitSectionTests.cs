using System;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests.Inlining;

/// <summary>What a commit section may do, in debug and optimised builds.</summary>
public class CommitSectionTests
{
    private const string Head = """
        using System;
        internal sealed class InlineAttribute : Attribute { }
        internal sealed class CommitAttribute : Attribute { }
        internal static class Commit { internal static void Begin() { } internal static void End() { } }
        public struct Pair { public int A; }
        public class Node { public Node Next; public Node Previous; public int Count { get; set; } public Pair Pair; public virtual int Virtual() { return 1; } }
        public delegate int Get();
        public class Test
        {
            public static Node Head = new Node(); public static object[] Items = new object[4]; public static object Last; public static int Free = 4; public static Get Ask;
            public static int Slow(int a) { try { return a; } finally { Free = a; } }
            private static void Unlink(Node node) { node.Previous.Next = node.Next; if (node.Next != null) { node.Next.Previous = node.Previous; } }
            [Commit] private static void Insert(Node node) { node.Next = Head; node.Previous = Head.Previous; Head.Count = Head.Count + 1; Put(node); }
            [Commit] private static void Put(object item) { for (int i = 0; i < Items.Length; i++) { if (Items[i] == null) { Items[i] = item; break; } } }

        """;

    [Theory]
    [InlineData("Free--; Head = node; Items[0] = node; Last = node as Node; Free = Items.Length + (Free > 3 ? 1 : -2);")]
    [InlineData("Unlink(node); node.Count = node.Count + 1;")]
    [InlineData("Insert(node); Put(Head);")]
    [InlineData("if (Free == 0) { Commit.End(); throw new InvalidOperationException(); } Free--;")]
    [InlineData("while (Free > 0) { Free--; } Commit.End(); Slow(3); Commit.Begin(); Free = 1;")]
    [InlineData("node.Pair.A = 4;")]
    public void Loads_stores_branches_and_what_can_be_inlined_may_be_in_it(string section)
    {
        foreach (bool optimize in new[] { false, true })
        {
            using DeviceAssembly assembly = DeviceAssembly.Compile(Source(section), optimize);
            Assert.True(assembly.Weave());
            using Desktop desktop = new(assembly);
            desktop.CompileAll();
            desktop.Call("Test", "Main");
            using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
            Assert.DoesNotContain(module.Types, type => type.Name is "Commit" or "CommitAttribute" or "InlineAttribute");
            Assert.DoesNotContain(module.Types.SelectMany(type => type.Methods), method => method.HasCustomAttributes && method.CustomAttributes.Any(a => a.AttributeType.Name == "CommitAttribute"));
        }
    }

    [Theory]
    [InlineData("Free--; Slow(3);", "Test.Slow")]
    [InlineData("Last = new Node();", "makes an object, a Node")]
    [InlineData("Last = new int[Free];", "makes an array")]
    [InlineData("Last = Free;", "boxes a value")]
    [InlineData("Last = \"text\";", "loads a string")]
    [InlineData("if (Free == 7) { throw new InvalidOperationException(); }", "makes an object, a InvalidOperationException")]
    [InlineData("Free = Ask();", "Get.Invoke")]
    [InlineData("Free = node.Virtual();", "Node.Virtual")]
    [InlineData("Pair pair = node.Pair; Free = pair.A; node.Pair = pair;", "loads a struct")]
    [InlineData("if (Free == 7) { return; }", "Commit.End() is missing")]
    [InlineData("Commit.End(); ", "without a Commit.Begin()")]
    [InlineData("if (Free > 100) { Commit.End(); Free = Slow(2); Commit.Begin(); } Last = Free.ToString();", "Int32.ToString")]
    public void Whatever_can_run_out_of_memory_is_refused_with_its_line(string section, string message)
    {
        foreach (bool optimize in new[] { false, true })
        {
            using DeviceAssembly assembly = DeviceAssembly.Compile(Source(section), optimize);
            Diagnostic found = Assert.Throws<WeaveException>(() => assembly.Weave()).Diagnostic;
            Assert.Equal("UAN010", found.Code);
            Assert.Equal(DeviceAssembly.SourceFile, found.File);
            Assert.InRange(found.Line, LineOfSection, LineOfSection + 3);
            Assert.StartsWith("Test.Main: ", found.Message, StringComparison.Ordinal);
            Assert.Contains(message, found.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[Commit] public static void Bad() { Slow(1); }")]
    [InlineData("[Commit] public static void Bad() { Last = new Node(); }")]
    [InlineData("[Commit] private static void Bad() { Last = new Node(); } public static void Call() { Bad(); }")]
    [InlineData("[Commit] private static void Inner() { Slow(1); } [Commit] public static void Bad() { Inner(); }")]
    public void A_marked_method_that_can_run_out_of_memory_is_refused(string member)
    {
        foreach (bool optimize in new[] { false, true })
        {
            using DeviceAssembly assembly = DeviceAssembly.Compile(Head + member + "}", optimize);
            Assert.Equal("UAN010", Assert.Throws<WeaveException>(() => assembly.Weave()).Diagnostic.Code);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_of_a_section_is_left_but_its_stores(bool optimize)
    {
        using DeviceAssembly assembly = DeviceAssembly.Compile(Source("Free = 3; Unlink(node);"), optimize);
        Assert.True(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.DoesNotContain(module.GetType("Test").Methods.Single(method => method.Name == "Main").Body.Instructions,
            i => i.OpCode == OpCodes.Call || i.OpCode == OpCodes.Callvirt);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_class_of_the_same_name_whose_methods_do_something_is_a_programs_own(bool optimize)
    {
        const string Own = """
            internal static class Commit { internal static void Begin() { Test.Log += "begin "; } internal static void End() { Test.Log += "end"; } }
            public class Test
            {
                public static string Log = string.Empty;
                public static string Main() { Commit.Begin(); Log += "row "; Commit.End(); return Log; }
            }
            """;
        using DeviceAssembly assembly = DeviceAssembly.Compile(Own, optimize);
        assembly.Weave();
        using Desktop desktop = new(assembly);
        Assert.Equal("begin row end", desktop.Call("Test", "Main"));
    }

    [Fact]
    public void So_is_one_whose_methods_are_the_firmwares()
    {
        const string Own = """
            internal static class Commit
            {
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] internal static extern void Begin();
                [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.InternalCall)] internal static extern void End();
            }
            public class Test { public static void Main() { Commit.Begin(); Commit.End(); } }
            """;
        using DeviceAssembly assembly = DeviceAssembly.Compile(Own, true);
        assembly.Weave();
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.Equal(2, module.GetType("Test").Methods.Single(method => method.Name == "Main").Body.Instructions.Count(i => i.OpCode == OpCodes.Call));
    }

    private static int LineOfSection => Head.Count(c => c == '\n') + 4;

    private static string Source(string section) => Head + $$"""
        public static void Main()
        {
            Node node = new Node { Next = Head, Previous = Head };
            Commit.Begin();
            {{section}}
            Commit.End();
        } }
        """;
}
