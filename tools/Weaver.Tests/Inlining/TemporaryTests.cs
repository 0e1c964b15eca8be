using System;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver;
using UAsyncio.Weaver.Inlining;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests.Inlining;

/// <summary>That an optimised program keeps on the stack what it needs once, and does not clear what is clear; and that what it does stays the same.</summary>
public sealed class TemporaryTests
{
    // Of a byte, a uint or a struct the store does something.
    [Theory]
    [InlineData("int n = Next(); A = n; return A", 0)]
    [InlineData("int n = A; B = n; return B + A", 0)]
    [InlineData("string s = Name(); S = s; return S.Length", 0)]
    [InlineData("Test t = Self(Next()); Other = t; return Other.A + A", 0)]
    [InlineData("A = B = 0; return A + B", 0)]
    [InlineData("S = S2 = null; return S == S2 ? 1 : 2", 0)]
    [InlineData("A = B = Next(); return A + B", 1)]
    [InlineData("int n = Next(); A = Next(); B = n; return A * 100 + B", 1)]
    [InlineData("int n = Next(); Next(); B = n; return A * 100 + B", 1)]
    [InlineData("uint u = (uint)Minus(); L = u; return (int)(L >> 8)", 1)]
    [InlineData("uint u = (uint)Minus(); int n; L = Sum(n = A > 9 ? 5 : (int)u, n); return (int)L", 2)]
    [InlineData("byte b = (byte)Next(); A = b; return A", 1)]
    [InlineData("int n = Next(); if (A > 2) { B = n; } return B", 1)]
    public void A_local_that_is_stored_and_loaded_once_is_none(string body, int locals)
    {
        AssertSame(body, locals);
    }

    [Theory]
    [InlineData("int n = 0; while (n < 5) { n += Next(); } return n", 1, 0)]
    [InlineData("Test t = null; if (Next() > 0) { t = this; } return t == null ? 1 : t.A", 1, 0)]
    [InlineData("bool is5 = false; for (int i = 0; i < 9; i++) { is5 |= i == 5; } return is5 ? 1 : 2", 2, 0)]
    [InlineData("int sum = 1; for (int i = 0; i < 3; i++) { int n = 0; for (int k = 0; k < i; k++) { n += k + 1; } sum += n; } return sum", 4, 2)]
    [InlineData("int n = 5; n = Next() - 1 > n ? n : 0; return n", 1, 0)]
    [InlineData("string s = null; if (Next() > 0) { s = S; } return s == null ? 1 : 2", 1, 0)]
    public void A_local_that_a_method_clears_when_it_begins_is_clear(string body, int locals, int zeros)
    {
        Instruction[] code = AssertSame(body, locals);
        Assert.Equal(zeros, code.Count(i => i.OpCode == OpCodes.Ldc_I4_0 && i.Next.OpCode.Name.StartsWith("stloc", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_prefix_stays_before_its_instruction_and_a_pinned_local_what_it_is()
    {
        ModuleDefinition module = ModuleDefinition.CreateModule("Test", ModuleKind.Dll);
        TypeDefinition type = new(string.Empty, "Test", TypeAttributes.Public | TypeAttributes.Class, module.TypeSystem.Object);
        FieldDefinition field = new("Field", FieldAttributes.Public | FieldAttributes.Static, module.TypeSystem.Object);
        MethodDefinition method = new("Method", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
        module.Types.Add(type);
        type.Fields.Add(field);
        type.Methods.Add(method);
        method.Body.Variables.Add(new VariableDefinition(module.TypeSystem.Object));
        method.Body.Variables.Add(new VariableDefinition(new PinnedType(module.TypeSystem.Object)));
        ILProcessor code = method.Body.GetILProcessor();
        code.Emit(OpCodes.Volatile);
        code.Emit(OpCodes.Ldsfld, field);
        code.Emit(OpCodes.Stloc_0);
        code.Emit(OpCodes.Ldnull);
        code.Emit(OpCodes.Ldloc_0);
        code.Emit(OpCodes.Stloc_1);
        code.Emit(OpCodes.Ldloc_1);
        code.Emit(OpCodes.Call, new MethodReference("ReferenceEquals", module.TypeSystem.Boolean, module.TypeSystem.Object) { Parameters = { new(module.TypeSystem.Object), new(module.TypeSystem.Object) } });
        code.Emit(OpCodes.Pop);
        code.Emit(OpCodes.Ret);

        // Which gives them their places.
        module.Write(new MemoryStream());
        OpCode[] before = [.. method.Body.Instructions.Select(i => i.OpCode)];
        Temporaries.Apply(module);
        Assert.Equal(before, method.Body.Instructions.Select(i => i.OpCode));
    }

    [Fact]
    public void What_the_symbols_say_of_the_other_locals_stays()
    {
        using DeviceAssembly assembly = Inlined.Compile(Program("int gone = Next(); A = gone; int stays = Next(); while (stays < 9) { stays += Next(); } return stays + A"), true);
        Assert.True(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path, new ReaderParameters { ReadSymbols = true });
        MethodDefinition method = module.GetType("Test").Methods.Single(m => m.Name == "Body");
        VariableDebugInformation[] named = [.. method.DebugInformation.GetScopes().SelectMany(s => s.Variables)];
        Assert.Equal(["stays"], named.Select(v => v.Name));
        Assert.Equal(method.Body.Variables.Single().Index, named[0].Index);
    }

    private static Instruction[] AssertSame(string body, int locals)
    {
        MethodBody woven = Inlined.AssertSame(Program(body), "Body");
        Assert.Equal(locals, woven.Variables.Count);
        return [.. woven.Instructions];
    }

    private static string Program(string body)
    {
        return "public class Test { public int A = 1; public int B = 2; public long L; public string S = \"s\"; public string S2; public Test Other;\n"
            + "[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] public int Next() { try { return ++A; } finally { B++; } }\n"
            + "public int Minus() { try { return -A; } finally { B++; } }\n"
            + "public long Sum(int a, int b) { try { return (a >> 1) + b; } finally { B++; } }\n"
            + "public string Name() { try { return S + A; } finally { B++; } }\n"
            + "public Test Self(int n) { try { return n > 0 ? this : null; } finally { B++; } }\n"
            + $"public int Body() {{ {body}; }}\n"
            + "public static int Main() { return new Test().Body(); } }";
    }
}
