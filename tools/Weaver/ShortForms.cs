using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver
{
    /// <summary>
    /// The shortest form of each instruction of a body. Cecil's own counts all offsets anew for each branch that it shortens; this one counts them for
    /// all at once, until nothing gets shorter.
    /// </summary>
    internal static class ShortForms
    {
        private static readonly OpCode[] s_ldarg = { OpCodes.Ldarg_0, OpCodes.Ldarg_1, OpCodes.Ldarg_2, OpCodes.Ldarg_3 };
        private static readonly OpCode[] s_ldloc = { OpCodes.Ldloc_0, OpCodes.Ldloc_1, OpCodes.Ldloc_2, OpCodes.Ldloc_3 };
        private static readonly OpCode[] s_stloc = { OpCodes.Stloc_0, OpCodes.Stloc_1, OpCodes.Stloc_2, OpCodes.Stloc_3 };

        private static readonly OpCode[] s_ldc =
        {
            OpCodes.Ldc_I4_M1, OpCodes.Ldc_I4_0, OpCodes.Ldc_I4_1, OpCodes.Ldc_I4_2, OpCodes.Ldc_I4_3,
            OpCodes.Ldc_I4_4, OpCodes.Ldc_I4_5, OpCodes.Ldc_I4_6, OpCodes.Ldc_I4_7, OpCodes.Ldc_I4_8,
        };

        private static readonly Dictionary<Code, OpCode> s_branches = new[]
        {
            (OpCodes.Br, OpCodes.Br_S), (OpCodes.Brfalse, OpCodes.Brfalse_S), (OpCodes.Brtrue, OpCodes.Brtrue_S), (OpCodes.Leave, OpCodes.Leave_S),
            (OpCodes.Beq, OpCodes.Beq_S), (OpCodes.Bne_Un, OpCodes.Bne_Un_S), (OpCodes.Bge, OpCodes.Bge_S), (OpCodes.Bge_Un, OpCodes.Bge_Un_S),
            (OpCodes.Bgt, OpCodes.Bgt_S), (OpCodes.Bgt_Un, OpCodes.Bgt_Un_S), (OpCodes.Ble, OpCodes.Ble_S), (OpCodes.Ble_Un, OpCodes.Ble_Un_S),
            (OpCodes.Blt, OpCodes.Blt_S), (OpCodes.Blt_Un, OpCodes.Blt_Un_S),
        }.ToDictionary(pair => pair.Item1.Code, pair => pair.Item2);

        internal static void Apply(MethodBody body)
        {
            foreach (Instruction instruction in body.Instructions)
            {
                Shorten(instruction, body);
            }

            while (ShortenBranches(body))
            {
            }
        }

        private static void Shorten(Instruction instruction, MethodBody body)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Ldarg:
                    Set(instruction, Place(instruction, body), s_ldarg, OpCodes.Ldarg_S);
                    break;
                case Code.Ldarga:
                    Set(instruction, Place(instruction, body), null, OpCodes.Ldarga_S);
                    break;
                case Code.Starg:
                    Set(instruction, Place(instruction, body), null, OpCodes.Starg_S);
                    break;
                case Code.Ldloc:
                    Set(instruction, Index(instruction), s_ldloc, OpCodes.Ldloc_S);
                    break;
                case Code.Ldloca:
                    Set(instruction, Index(instruction), null, OpCodes.Ldloca_S);
                    break;
                case Code.Stloc:
                    Set(instruction, Index(instruction), s_stloc, OpCodes.Stloc_S);
                    break;
                case Code.Ldc_I4:
                    int value = (int)instruction.Operand;

                    if (value >= -1 && value <= 8)
                    {
                        instruction.OpCode = s_ldc[value + 1];
                        instruction.Operand = null;
                    }
                    else if (value >= sbyte.MinValue && value <= sbyte.MaxValue)
                    {
                        instruction.OpCode = OpCodes.Ldc_I4_S;
                        instruction.Operand = (sbyte)value;
                    }

                    break;
            }
        }

        private static int Index(Instruction instruction) => ((VariableDefinition)instruction.Operand).Index;

        private static int Place(Instruction instruction, MethodBody body)
        {
            var parameter = (ParameterDefinition)instruction.Operand;
            return parameter == body.ThisParameter ? 0 : parameter.Index + (body.Method.HasThis ? 1 : 0);
        }

        private static void Set(Instruction instruction, int place, OpCode[] fixedPlaces, OpCode near)
        {
            if (fixedPlaces != null && place < fixedPlaces.Length)
            {
                instruction.OpCode = fixedPlaces[place];
                instruction.Operand = null;
            }
            else if (place <= byte.MaxValue)
            {
                instruction.OpCode = near;
            }
        }

        // What lies between a branch and its target only gets less: whatever fits with these offsets fits in the end.
        private static bool ShortenBranches(MethodBody body)
        {
            int offset = 0;

            foreach (Instruction instruction in body.Instructions)
            {
                instruction.Offset = offset;
                offset += instruction.GetSize();
            }

            bool any = false;

            foreach (Instruction instruction in body.Instructions)
            {
                if (instruction.OpCode.OperandType == OperandType.InlineBrTarget && s_branches.TryGetValue(instruction.OpCode.Code, out OpCode near))
                {
                    int target = ((Instruction)instruction.Operand).Offset;
                    int distance = target - instruction.Offset - (target > instruction.Offset ? instruction.GetSize() : near.Size + 1);

                    if (distance >= sbyte.MinValue && distance <= sbyte.MaxValue)
                    {
                        instruction.OpCode = near;
                        any = true;
                    }
                }
            }

            return any;
        }
    }
}
