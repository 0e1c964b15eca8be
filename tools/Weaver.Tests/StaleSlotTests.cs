using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Collections.Generic;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>
/// That the slot above a call's arguments holds a number where the interpreter may run the method in its caller's frame: it takes the slot for used,
/// and a collection in the method would follow what was left there.
/// </summary>
public class StaleSlotTests
{
    [Theory]
    [InlineData("return s.Get();", 1)]
    [InlineData("return s.Get() + s.Get();", 2)]
    [InlineData("int n = 0; for (int k = 0; k < i; k++) { n = Add(n, s.Get()); } return n;", 1)]
    [InlineData("int n = s.Get(); Keep(s, s); return s.Get();", 2)]
    [InlineData("try { return Add(1, 2); } catch (Exception) { return s.Get(); }", 1)]
    [InlineData("int n = i + 1; try { n++; } finally { Keep(s, s); } return s.Get();", 1)]
    [InlineData("return F();", 1)]
    [InlineData("return s.Small(s);", 1)]
    [InlineData("return s.ToString().Length;", 1)]
    [InlineData("object o = s; return o.GetHashCode();", 1)]
    public void Number_is_put_where_something_else_may_lie(string body, int count)
    {
        Assert.Equal(count, Fills(body));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Method_that_has_no_code_can_be_called(bool optimised)
    {
        const string Source = "public class Test { public extern int Missing(); public static int Method(Test test) { return test.Missing(); } }";
        using DeviceAssembly assembly = DeviceAssembly.Woven(Source, optimised);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Assert.Single(module.GetType("Test").Methods.Single(m => m.Name == "Method").Body.Instructions, i => i.OpCode.FlowControl == FlowControl.Call);
    }

    [Theory]
    [InlineData("I = i + 1; return s.Get();")]
    [InlineData("return (i > 0 ? s : t).Get();")]
    [InlineData("s.I = 5; return s.Get();")]
    [InlineData("return Add(i, 2);")]
    [InlineData("return \"text\".Length;")]
    [InlineData("return new Some().I;")]
    public void Nothing_is_put_where_a_number_lies_or_the_method_gets_a_frame_of_its_own(string body)
    {
        Assert.Equal(0, Fills(body));
    }

    [Fact]
    public void Nothing_is_put_where_there_is_no_room_for_the_method()
    {
        Assert.Equal(0, Fills("return s.Large(s);"));
    }

    [Fact]
    public void Branch_to_a_call_comes_by_the_number()
    {
        using ModuleDefinition module = Weave("return (i > 0 ? Pick(s, s) : t).Get();");
        Collection<Instruction> code = Code(module);
        Assert.Equal(1, Fills(code));
        Assert.DoesNotContain(code, i => i.Operand is Instruction target && target.OpCode == OpCodes.Callvirt);
    }

    private static int Fills(string body)
    {
        using ModuleDefinition module = Weave(body);
        return Fills(Code(module));
    }

    private static int Fills(Collection<Instruction> code) => code.Count(i => i.OpCode == OpCodes.Pop && i.Previous?.OpCode == OpCodes.Ldc_I4_0);

    private static Collection<Instruction> Code(ModuleDefinition module) => module.GetType("Test").Methods.Single(m => m.Name == "Method").Body.Instructions;

    // A second weaving finds nothing.
    private static ModuleDefinition Weave(string body)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using System;
            using System.Runtime.CompilerServices;
            public delegate int Number();
            public class Some
            {
                public int I;
                public virtual int Get() { return I; }
                [MethodImpl(MethodImplOptions.NoInlining)]
                public int Small(Some other) { return I; }
                [MethodImpl(MethodImplOptions.NoInlining)]
                public int Large(Some other)
                {
                    int a = I, b = other.I, c = a * b, d = c - a, e = d * b, f = e - c;
                    for (int k = 0; k < a; k++) { b += c * k; c += d * b; d += e; e += f; f += a + b; }
                    return a + b + c + d + e + f;
                }
            }
            public static class Test
            {
                public static Number F;
                public static int I;
                [MethodImpl(MethodImplOptions.NoInlining)]
                public static int Add(int a, int b) { return a + b; }
                [MethodImpl(MethodImplOptions.NoInlining)]
                public static void Keep(Some a, Some b) { }
                [MethodImpl(MethodImplOptions.NoInlining)]
                public static Some Pick(Some a, Some b) { return b; }
                public static int Method(Some s, Some t, int i) { {{body}} }
            }
            """, true);
        Assert.False(assembly.Weave());
        return ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { InMemory = true });
    }
}
