using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Weaver.Tests.Build;
using Xunit;

namespace Weaver.Tests;

/// <summary>That a woven method has each of its instructions in the shortest form: flash is short.</summary>
public class ShortFormTests
{
    // An if and a loop around a byte more each: some branches just reach their target in short form, and some just do not.
    private static readonly string s_bodies = string.Concat(Lengths.Select(length => $$"""
        public static async Coroutine<int> M{{length}}(int a, int b, int c, int d, int e)
        {
            int part = 0, sum;

            for (int i = 0; i < 2; i++)
            {
                if (a > i) { {{Eights(length)}}{{Hundreds(length)}} }
            }

            sum = part;
            await Coroutine.Yield();
            return sum + b + c + d + e;
        }
        """));

    private static readonly HashSet<Code> s_long =
    [
        Code.Br, Code.Brfalse, Code.Brtrue, Code.Beq, Code.Bge, Code.Bgt, Code.Ble, Code.Blt, Code.Bne_Un, Code.Bge_Un, Code.Bgt_Un, Code.Ble_Un, Code.Blt_Un, Code.Leave,
    ];

    private static IEnumerable<int> Lengths => Enumerable.Range(96, 45);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_instruction_is_as_short_as_it_can_be(bool optimised)
    {
        using DeviceAssembly assembly = DeviceAssembly.Woven($$"""
            using UAsyncio.Nano;
            public static class Test
            {
                public static int Sum() => new EventLoop().Run(SumAsync());
                private static async Coroutine<int> SumAsync() => {{string.Join(" + ", Lengths.Select(length => $"await M{length}(1, 2, 3, 4, 5)"))}};
            {{s_bodies}}
            }
            """, optimised);
        using ModuleDefinition module = ModuleDefinition.ReadModule(assembly.Path);
        Instruction[] all = [.. module.GetAllTypes().SelectMany(t => t.Methods).Where(m => m.HasBody).SelectMany(m => m.Body.Instructions)];
        Instruction[] branches = [.. all.Where(i => s_long.Contains(i.OpCode.Code))];
        Assert.NotEmpty(branches);
        Assert.All(branches, i => Assert.NotInRange(ShortDistance(i), sbyte.MinValue, sbyte.MaxValue));
        Assert.DoesNotContain(all, i => i.OpCode.Code is Code.Ldc_I4 && (int)i.Operand is >= sbyte.MinValue and <= sbyte.MaxValue);
        Assert.DoesNotContain(all, i => i.OpCode.Code is Code.Ldc_I4_S && (sbyte)i.Operand is >= -1 and <= 8);
        Assert.DoesNotContain(all, i => i.OpCode.Code is Code.Ldloc or Code.Stloc or Code.Ldloca or Code.Ldarg or Code.Starg or Code.Ldarga);
        Assert.DoesNotContain(all, i => i.OpCode.Code is Code.Ldloc_S or Code.Stloc_S && ((VariableDefinition)i.Operand).Index < 4);
        using Desktop desktop = new(assembly);
        Assert.Equal(Lengths.Sum(length => (Count(Eights(length)) * 8) + (Count(Hundreds(length)) * 100) + 14), desktop.Call("Test", "Sum"));

        static int Count(string statements) => statements.Count(c => c == ';');
    }

    // Four bytes each, in an optimised build.
    private static string Eights(int length) => string.Concat(Enumerable.Repeat("part += 8;", (length - (length % 4 * 5)) / 4));

    // Five.
    private static string Hundreds(int length) => string.Concat(Enumerable.Repeat("part += 100;", length % 4));

    // What the branch would have to go if it, and it alone, were short.
    private static int ShortDistance(Instruction branch)
    {
        int target = ((Instruction)branch.Operand).Offset;
        return target - branch.Offset - (target > branch.Offset ? branch.GetSize() : 2);
    }
}
