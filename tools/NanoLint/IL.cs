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
    }
}
