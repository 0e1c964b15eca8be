using System;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests.Inlining;

/// <summary>That an optimised program does not make a bool for a branch, nor jump to a jump; and that what it does stays the same.</summary>
public sealed class PeepholeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData("_text == null")]
    [InlineData("_text != null")]
    [InlineData("_number == 3")]
    [InlineData("_number < 3")]
    [InlineData("_number > 3")]
    [InlineData("_number == 0")]
    public void A_property_that_compares_is_asked_without_a_bool(string property)
    {
        string source = $"public class Test {{ private string _text; private int _number = 3; private bool Is => {property};\n"
            + "public static int Main() { Test test = new Test(); int n = 0; if (test.Is) { n = 1; } return n; } }";
        using DeviceAssembly assembly = Inlined.Compile(source, true);
        Assert.True(assembly.Weave());
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        OpCode[] codes = [.. module.GetType("Test").Methods.Single(m => m.Name == "Main").Body.Instructions.Select(i => i.OpCode)];
        Assert.DoesNotContain(OpCodes.Ceq, codes);
        Assert.DoesNotContain(OpCodes.Cgt_Un, codes);
        Assert.DoesNotContain(OpCodes.Clt, codes);
        Assert.DoesNotContain(OpCodes.Cgt, codes);
    }

    [Theory]
    [InlineData("_left == _right", 0)]
    [InlineData("_left != _right", 1)]
    [InlineData("_left < _right", 0)]
    [InlineData("_left > _right", 0)]
    [InlineData("!(_left < _right)", 1)]
    [InlineData("!(_left > _right)", 1)]
    [InlineData("!(_left == _right)", 1)]
    public void What_is_no_number_compares_as_before(string property, int expected)
    {
        string source = $"public class Test {{ private double _left = double.NaN; private double _right = 1; private bool Is => {property};\n"
            + "public static int Main() { Test test = new Test(); int n = 0; if (test.Is) { n = 1; } if (!test.Is) { n += 10; } return n; } }";
        using DeviceAssembly assembly = Inlined.Compile(source, true);
        Assert.True(assembly.Weave());
        using Desktop desktop = new(assembly);
        Assert.Equal(expected == 1 ? 1 : 10, desktop.Call("Test", "Main"));
    }

    [Theory]
    [InlineData("A[0] = (byte)N", 0)]
    [InlineData("A[0] = (byte)(N >> 8)", 0)]
    [InlineData("A[0] ^= (byte)N", 0)]
    [InlineData("A[N & 1] -= (byte)(N >> 4)", 0)]
    [InlineData("Put(ref A[0])", 0)]
    [InlineData("Put(ref P.X)", 1)]
    [InlineData("P.X--", 1)]
    [InlineData("P.Y += (ushort)N", 1)]
    [InlineData("B[0] = (short)(N * 7 + 70000)", 0)]
    [InlineData("A[1] = (byte)(L >> 8)", 1)]
    [InlineData("A[1] = (byte)(D * 2)", 1)]
    [InlineData("A[1] = (byte)L", 1)]
    [InlineData("B[1] = (byte)N", 1)]
    [InlineData("A[1] = (byte)(N > 0 ? N : (int)L)", 1)]
    public void A_cast_is_left_out_where_the_store_does_it(string statement, int casts)
    {
        string source = "public class Test { public static byte[] A = new byte[2]; public static short[] B = new short[2]; public static int N = 0x12345; public static long L = 0x123456789; public static double D = 60; public static Pair P;\n"
            + "public static void Put(ref byte place) { place = (byte)(N * 3); } public struct Pair { public byte X; public ushort Y; }\n"
            + $"public static int Main() {{ {statement}; return A[0] + A[1] + B[0] + B[1] + P.X + P.Y; }} }}";
        Assert.Equal(casts, Inlined.AssertSame(source, "Main").Instructions.Count(i =>
            i.OpCode.Code is Code.Conv_U1 or Code.Conv_I1 or Code.Conv_U2 or Code.Conv_I2 && i.Next.OpCode.Code is Code.Stelem_I1 or Code.Stelem_I2 or Code.Stind_I1 or Code.Stind_I2));
    }

    [Theory]
    [InlineData("int n = 0; for (int i = 0; i < A.Length; i++) { n += A[i]; } return n", 0)]
    [InlineData("return N < A.Length ? 1 : 2", 0)]
    [InlineData("return (uint)N > A.Length ? 1 : 2", 1)]
    [InlineData("return (uint)N > (uint)A.Length ? 1 : 2", 0)]
    [InlineData("return A.Length > N ? 1 : 2", 1)]
    [InlineData("return N == A.Length - 4 ? 1 : 2", 1)]
    [InlineData("return A.Length == B.Length ? 1 : 2", 1)]
    [InlineData("return N < (long)A.Length ? 1 : 2", 1)]
    public void A_length_that_is_compared_is_not_cast(string body, int casts)
    {
        string source = "public class Test { public static byte[] A = { 1, 2, 3 }; public static short[] B = new short[2]; public static int N = -1;\n"
            + $"public static int Main() {{ {body}; }} }}";
        Assert.Equal(casts, Inlined.AssertSame(source, "Main").Instructions.Count(i => i.OpCode.Code is Code.Conv_I4));
    }

    [Theory]
    [InlineData("goto again;", true)]
    [InlineData("goto again;", false)]
    [InlineData("try { throw new Exception(); } catch { goto again; }", true)]
    public void A_try_that_is_left_for_right_in_front_of_it_runs_its_finally(string goBack, bool optimised)
    {
        string source = "using System; public class Test { private int _n = 1; private int N { get => _n; set => _n = value; }\n"
            + $"public int Run() {{ int runs = 0; again: try {{ N++; if (N < 4) {{ {goBack} }} }} finally {{ runs++; }} return runs; }}\n"
            + "public static int Main() => new Test().Run(); }";
        using DeviceAssembly assembly = Inlined.Compile(source, optimised);
        Assert.True(assembly.Weave());
        using Desktop desktop = new(assembly);
        Assert.Equal(3, desktop.Call("Test", "Main"));
    }

    [Fact]
    public void A_jump_to_a_jump_goes_where_that_one_does_but_not_into_a_block()
    {
        ModuleDefinition module = ModuleDefinition.CreateModule("Test", ModuleKind.Dll);
        TypeDefinition type = new(string.Empty, "Test", TypeAttributes.Public | TypeAttributes.Class, module.TypeSystem.Object);
        module.Types.Add(type);
        MethodDefinition method = new("Method", MethodAttributes.Public | MethodAttributes.Static, module.TypeSystem.Void);
        method.Parameters.Add(new ParameterDefinition(module.TypeSystem.Int32));
        type.Methods.Add(method);
        ILProcessor code = method.Body.GetILProcessor();
        Instruction end = code.Create(OpCodes.Ret);
        Instruction toEnd = code.Create(OpCodes.Br, end);
        Instruction inside = code.Create(OpCodes.Leave, end);
        Instruction entry = code.Create(OpCodes.Br, inside);
        Instruction handler = code.Create(OpCodes.Pop);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Brtrue, toEnd);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldc_I4_5);
        code.Emit(OpCodes.Blt, entry);
        code.Emit(OpCodes.Nop);
        code.Append(toEnd);
        code.Append(entry);
        code.Emit(OpCodes.Nop);
        code.Append(inside);
        code.Append(handler);
        code.Emit(OpCodes.Leave, end);
        code.Append(end);
        method.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Catch)
        {
            TryStart = entry, TryEnd = handler, HandlerStart = handler, HandlerEnd = end, CatchType = module.TypeSystem.Object,
        });
        string path = Path.Combine(_folder, "Test.dll");
        module.Write(path);
        Assert.True(AssemblyWeaver.Weave(path, [TestPaths.Mscorlib]));
        using ModuleDefinition woven = ModuleDefinition.ReadModule(path, new ReaderParameters { InMemory = true });
        MethodBody body = woven.GetType("Test").Methods.Single().Body;
        Assert.Equal(OpCodes.Ret, Target(body, OpCodes.Brtrue_S).OpCode);
        Assert.Equal(body.ExceptionHandlers.Single().TryStart, Target(body, OpCodes.Blt_S));
        Assert.False(AssemblyWeaver.Weave(path, [TestPaths.Mscorlib]));
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static Instruction Target(MethodBody body, OpCode branch) => (Instruction)body.Instructions.First(i => i.OpCode == branch).Operand;
}
