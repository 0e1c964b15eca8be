using System;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Weaver.Tests.Build;
using Xunit;
using static Weaver.Tests.Inlining.Inlined;

namespace Weaver.Tests.Inlining;

/// <summary>What is inlined does the same as the call, and what nobody calls any more goes.</summary>
public class InlinerTests
{
    private const string Small = """
        public class Account
        {
            private int _sum;
            public int Sum { get { return _sum; } private set { _sum = value; } }
            public void Add(int value) { Sum = Sum + value; }
            public static string Log;
            public static int Say(int value) { Log += value + ","; return value; }
        }
        public class Other
        {
            private static int Max(int a, int b) { return a > b ? a : b; }
            private static bool IsOdd(int a) { if ((a & 1) == 1) { return true; } return false; }
            private static int Twice(int a) { a += a; return a; }
            private static int Order(int a, int b, int c) { return c - b * a; }
            private static void Swap(ref int a, ref int b) { int c = a; a = b; b = c; }
            private static int Sum(int n) { int sum = 0; for (int i = 0; i <= n; i++) { sum += i; } return sum; }
            public static string Main()
            {
                Account.Log = string.Empty;
                Account account = new Account();
                account.Add(Account.Say(5));
                int x = 3; int y = Max(x, x = 7) * 10 + Order(Account.Say(1), Account.Say(2), Account.Say(3));
                Swap(ref x, ref y);
                int turns = 0;
                while (IsOdd(turns) || turns < 4) { turns += Max(1, 0); }
                return account.Sum + " " + x + " " + y + " " + turns + " " + Twice(x) + " " + (100 + Sum(4)) + " " + Account.Log;
            }
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Small_methods_do_the_same(bool optimize)
    {
        using DeviceAssembly assembly = Compile(Small, optimize);
        assembly.Weave();
        using Desktop desktop = new(assembly);
        Assert.Equal("5 71 7 4 142 110 5,1,2,3,", desktop.Call("Other", "Main"));
        desktop.CompileAll();

        // Sum has a loop, and stands in the middle of an expression.
        Assert.Equal(optimize ? ["Say", "Say", "Say", "Say", "Sum"] : ["Add", "IsOdd", "Max", "Max", "Order", "Say", "Say", "Say", "Say", "Sum", "Swap", "Twice", "get_Sum"], Calls(assembly, "Other", "Main"));
    }

    [Fact]
    public void A_body_that_answers_yes_or_no_branches_where_its_answer_is_asked_for()
    {
        const string Source = """
            public class Test
            {
                public int State;
                private static int s_log;
                private bool Join(int by) { s_log += by; return by > 3; }
                private bool IsDone(int by) { if (State == by) { s_log++; return by < 2; } return Join(by); }
                private static bool IsSmall(int a) { if (a < 0) { return false; } if (a == 7) { return true; } return a <= 3; }
                public static string Check(Test test, int i)
                {
                    if (!test.IsDone(i)) { s_log += 100; }
                    while (IsSmall(s_log)) { s_log += 3; }
                    return test.State + " " + s_log + "\n";
                }
                public static string Main()
                {
                    string text = string.Empty;
                    for (int i = 0; i < 6; i++) { text += Check(new Test { State = i % 3 }, i); }
                    return text;
                }
            }
            """;
        using DeviceAssembly plain = Compile(Source, true);
        using Desktop plainDesktop = new(plain);
        object? expected = plainDesktop.Call("Test", "Main");
        using DeviceAssembly assembly = Compile(Source, true);
        Assert.True(assembly.Weave());
        using Desktop desktop = new(assembly);
        Assert.Equal(expected, desktop.Call("Test", "Main"));
        desktop.CompileAll();
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.DoesNotContain(module.GetType("Test").Methods.Single(m => m.Name == "Check").Body.Instructions, i => i.OpCode == OpCodes.Clt);
    }

    [Fact]
    public void A_class_that_implements_an_interface_anew_is_asked_for_it_where_its_base_class_is_known()
    {
        const string Source = """
            public interface ILevel { int Read(); }
            public class Tank : ILevel { public int Level = 1; public int Read() { return Level; } }
            public class Boiler : Tank, ILevel { int ILevel.Read() { return Level + 1; } }
            public class Test
            {
                public static string Main()
                {
                    string text = string.Empty;
                    foreach (Tank tank in new Tank[] { new Tank(), new Boiler() }) { text += ((ILevel)tank).Read() + " " + tank.Read() + ","; }
                    return text;
                }
            }
            """;
        Assert.Contains(AssertSame(Source, "Main").Instructions, i => i.Operand is MethodReference { DeclaringType.Name: "ILevel" });
    }

    [Fact]
    public void Private_methods_without_callers_go_and_others_stay()
    {
        using DeviceAssembly assembly = Compile(Small, true);
        assembly.Weave();
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.Equal([".ctor", "Main", "Sum"], module.GetType("Other").Methods.Select(method => method.Name).Order(StringComparer.Ordinal));
        Assert.Equal([".ctor", "Add", "Say", "get_Sum"], module.GetType("Account").Methods.Select(method => method.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_null_receiver_still_throws_before_anything_is_done()
    {
        const string Source = """
            internal class Node
            {
                public int Value;
                internal int Get() { return Value; }
                internal void Touch() { Test.Count++; }
                internal int Late(int by) { Test.Count += by; return Value; }
            }
            public class Test
            {
                public static int Count;
                private static Node s_none;
                public static string Main()
                {
                    string text = string.Empty;
                    try { text += s_none.Get(); } catch (NullReferenceException) { text += "1"; }
                    try { s_none.Touch(); } catch (NullReferenceException) { text += "2"; }
                    try { text += s_none.Late(5); } catch (NullReferenceException) { text += "3"; }
                    return text + Count;
                }
            }
            """;
        using DeviceAssembly assembly = Compile(Source, true);
        Assert.True(assembly.Weave());
        using Desktop desktop = new(assembly);
        Assert.Equal("1230", desktop.Call("Test", "Main"));
        Assert.Empty(Calls(assembly, "Test", "Main"));
    }

    [Fact]
    public void A_local_that_relies_on_zero_is_cleared_each_time()
    {
        const string Source = """
            public struct Pair { public int A; public int B; }
            public class Test
            {
                private static int Count(int a) { Pair pair; pair = default; pair.A += a; pair.B = pair.A; return pair.B; }
                private static bool First(int a, out int b) { b = a; return a > 1; }
                public static int Main() { int sum = 0; for (int i = 0; i < 4; i++) { sum += Count(i); if (First(i, out int x)) { sum += x * 10; } } return sum; }
            }
            """;
        using DeviceAssembly assembly = Compile(Source, true);
        Assert.True(assembly.Weave());
        using Desktop desktop = new(assembly);
        Assert.Equal(56, desktop.Call("Test", "Main"));
        Assert.Empty(Calls(assembly, "Test", "Main"));
    }

    [Fact]
    public void Constructors_do_not_call_empty_ones()
    {
        const string Source = """
            public abstract class Base { protected readonly int X; protected Base(int x) { X = x; } public abstract int Get(); }
            public class Derived : Base { public Derived(int x) : base(x + 1) { } public override int Get() { return X; } }
            public class Test { public static int Main() { return new Derived(4).Get(); } }
            """;
        using DeviceAssembly assembly = Compile(Source, true);
        Assert.True(assembly.Weave());
        using Desktop desktop = new(assembly);
        Assert.Equal(5, desktop.Call("Test", "Main"));
        Assert.Empty(Calls(assembly, "Derived", ".ctor"));
    }

    [Fact]
    public void Inlined_code_belongs_to_the_line_of_the_call()
    {
        const string Source = """
            using System;
            public class Test
            {
                private static int Pick(int[] from, int at) { return from[at]; }
                public static int Main(int[] from)
                {
                    int sum = from.Length;
                    sum += Pick(from, 5);
                    return sum;
                }
            }
            """;
        using DeviceAssembly assembly = Compile(Source, true);
        Assert.True(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { ReadSymbols = true });
        MethodDefinition main = module.GetType("Test").Methods.Single(method => method.Name == "Main");
        Instruction inlined = main.Body.Instructions.Single(i => i.OpCode == OpCodes.Ldelem_I4);
        Assert.Equal(8, main.DebugInformation.SequencePoints.Last(point => point.Offset <= inlined.Offset).StartLine);
    }
}
