using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// A cast to a byte or a short whose result becomes an element of an array: the store takes the low bits of an int by itself. And the cast of a
    /// length to an int that is only compared: a length is one already.
    /// </summary>
    internal static class Narrowing
    {
        // What is looked at to know that a value is an int.
        private const int MaxSteps = 8;

        internal static bool IsNeedless(Instruction cast, HashSet<Instruction> targets)
        {
            if (cast.Next == null || targets.Contains(cast) || targets.Contains(cast.Next))
            {
                return false;
            }

            return IsOfLength(cast)
                || (IsStore(cast.Next) && BytesOf(cast.OpCode) >= BytesOf(cast.Next.OpCode) && IsInt(cast.Previous, targets, MaxSteps) && IsToElement(cast.Next, targets));
        }

        // The length is the second of the two that are compared; the first is an int, and says how.
        internal static bool IsOfLength(Instruction cast)
        {
            return cast.OpCode == OpCodes.Conv_I4 && cast.Previous?.OpCode == OpCodes.Ldlen && cast.Next?.OpCode.FlowControl == FlowControl.Cond_Branch
                && (cast.Next.OpCode.StackBehaviourPop == StackBehaviour.Pop1_pop1 || cast.Next.OpCode.StackBehaviourPop == StackBehaviour.Popi_popi);
        }

        internal static bool IsStore(Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Stelem_I1 || instruction.OpCode == OpCodes.Stind_I1
                || instruction.OpCode == OpCodes.Stelem_I2 || instruction.OpCode == OpCodes.Stind_I2;
        }

        // Through the address of a field, a local or an argument the interpreter stores all bits of the int, and reads them again.
        private static bool IsToElement(Instruction store, HashSet<Instruction> targets)
        {
            if (store.OpCode == OpCodes.Stelem_I1 || store.OpCode == OpCodes.Stelem_I2)
            {
                return true;
            }

            Instruction address = store.Previous;

            for (int missing = 1; missing > 0; address = address.Previous)
            {
                if (address == null || targets.Contains(address) || !IL.FallsThrough(address))
                {
                    return false;
                }

                missing += IL.Pops(address, null) - IL.Pushes(address);
            }

            return address != null && address.OpCode == OpCodes.Ldelema;
        }

        // Of a cast, how many bytes it leaves; of a store, how many it takes.
        private static int BytesOf(OpCode code)
        {
            switch (code.Code)
            {
                case Code.Conv_I1:
                case Code.Conv_U1:
                case Code.Stelem_I1:
                case Code.Stind_I1:
                    return 1;
                case Code.Conv_I2:
                case Code.Conv_U2:
                case Code.Stelem_I2:
                case Code.Stind_I2:
                    return 2;
                default:
                    return 0;
            }
        }

        // Whether what an instruction leaves is an int to the stack, and not a long or a floating-point number. Both operands of arithmetic are of
        // one type: the second tells. Of a shift it is the first.
        private static bool IsInt(Instruction instruction, HashSet<Instruction> targets, int steps)
        {
            if (instruction == null || steps == 0 || targets.Contains(instruction))
            {
                return false;
            }

            switch (instruction.OpCode.Code)
            {
                case Code.Ldc_I4:
                case Code.Ldelem_I1:
                case Code.Ldelem_U1:
                case Code.Ldelem_I2:
                case Code.Ldelem_U2:
                case Code.Ldelem_I4:
                case Code.Ldelem_U4:
                case Code.Ldind_I1:
                case Code.Ldind_U1:
                case Code.Ldind_I2:
                case Code.Ldind_U2:
                case Code.Ldind_I4:
                case Code.Ldind_U4:
                case Code.Conv_I1:
                case Code.Conv_U1:
                case Code.Conv_I2:
                case Code.Conv_U2:
                case Code.Conv_I4:
                case Code.Conv_U4:
                    return true;
                case Code.Add:
                case Code.Sub:
                case Code.Mul:
                case Code.And:
                case Code.Or:
                case Code.Xor:
                case Code.Neg:
                case Code.Not:
                    return IsInt(instruction.Previous, targets, steps - 1);
                case Code.Shl:
                case Code.Shr:
                case Code.Shr_Un:
                    return IsLoad(instruction.Previous) && IsInt(instruction.Previous, targets, 1) && IsInt(instruction.Previous.Previous, targets, steps - 1);
                default:
                    return IL.Loaded(instruction) is TypeReference type && type.IsPrimitive && SizeOf(type) <= 4;
            }
        }

        // Pushes one value and takes none.
        private static bool IsLoad(Instruction instruction)
        {
            return instruction != null && (instruction.OpCode == OpCodes.Ldc_I4 || instruction.OpCode == OpCodes.Ldloc || instruction.OpCode == OpCodes.Ldarg);
        }

        private static int SizeOf(TypeReference type)
        {
            switch (type.MetadataType)
            {
                case MetadataType.Boolean:
                case MetadataType.SByte:
                case MetadataType.Byte:
                case MetadataType.Char:
                case MetadataType.Int16:
                case MetadataType.UInt16:
                case MetadataType.Int32:
                case MetadataType.UInt32:
                    return 4;
                default:
                    return 8;
            }
        }
    }
}
