using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint
{
    /// <summary>What an instruction means, whichever of its forms it has.</summary>
    internal static class IL
    {
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

        /// <summary>How many bytes the metadata processor makes of it: tokens, except ldtoken's, and long branches take 2, a switch counts in 1.</summary>
        internal static int SizeOf(Instruction instruction)
        {
            switch (instruction.OpCode.OperandType)
            {
                case OperandType.InlineField:
                case OperandType.InlineMethod:
                case OperandType.InlineString:
                case OperandType.InlineType:
                case OperandType.InlineBrTarget:
                    return instruction.OpCode.Size + 2;
                case OperandType.InlineSwitch:
                    return instruction.OpCode.Size + 1 + (2 * ((Instruction[])instruction.Operand).Length);
                default:
                    return instruction.GetSize();
            }
        }
    }
}
