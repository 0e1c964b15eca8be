using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint
{
    /// <summary>What an instruction means, whichever of its forms it has.</summary>
    internal static class IL
    {
        /// <summary>The constant that it loads; null when it loads none.</summary>
        internal static int? Constant(Instruction instruction)
        {
            switch (instruction?.OpCode.Code)
            {
                case Code.Ldc_I4:
                    return (int)instruction.Operand;
                case Code.Ldc_I4_S:
                    return (sbyte)instruction.Operand;
                case Code code when code >= Code.Ldc_I4_M1 && code <= Code.Ldc_I4_8:
                    return code - Code.Ldc_I4_0;
                default:
                    return null;
            }
        }

        /// <summary>The number of the local that it stores to; -1 when it does not.</summary>
        internal static int Stored(Instruction instruction)
        {
            switch (instruction?.OpCode.Code)
            {
                case Code.Stloc:
                case Code.Stloc_S:
                    return ((VariableDefinition)instruction.Operand).Index;
                case Code code when code >= Code.Stloc_0 && code <= Code.Stloc_3:
                    return code - Code.Stloc_0;
                default:
                    return -1;
            }
        }

        /// <summary>The number of the local whose value it loads; -1 when it does not.</summary>
        internal static int Loaded(Instruction instruction)
        {
            switch (instruction?.OpCode.Code)
            {
                case Code.Ldloc:
                case Code.Ldloc_S:
                    return ((VariableDefinition)instruction.Operand).Index;
                case Code code when code >= Code.Ldloc_0 && code <= Code.Ldloc_3:
                    return code - Code.Ldloc_0;
                default:
                    return -1;
            }
        }

        internal static bool Uses(Instruction instruction, VariableDefinition variable)
        {
            return instruction.Operand == variable || Stored(instruction) == variable.Index || Loaded(instruction) == variable.Index;
        }

        internal static bool IsThis(Instruction instruction) => instruction?.OpCode.Code == Code.Ldarg_0;

        internal static bool IsLeave(Instruction instruction)
        {
            return instruction?.OpCode.Code == Code.Leave || instruction?.OpCode.Code == Code.Leave_S;
        }

        /// <summary>From an instruction to the next that does something: past no-ops and plain branches.</summary>
        internal static Instruction Follow(Instruction instruction)
        {
            // A branch to itself (an endless loop) must not become one here.
            for (int i = 0; i < 100 && instruction != null; i++)
            {
                switch (instruction.OpCode.Code)
                {
                    case Code.Nop:
                        instruction = instruction.Next;
                        break;
                    case Code.Br:
                    case Code.Br_S:
                        instruction = (Instruction)instruction.Operand;
                        break;
                    default:
                        return instruction;
                }
            }

            return instruction;
        }
    }
}
