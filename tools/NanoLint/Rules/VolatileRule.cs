using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>volatile: the runtime ignores it.</summary>
    internal sealed class VolatileRule : Rule
    {
        internal override string Code => "UAN112";

        private const string Message = "volatile means nothing on the device: use lock or Interlocked for what two threads share";

        internal override void OnTypeUse(TypeReference type, Place place)
        {
            if (type is IModifierType modifier && modifier.ModifierType.FullName == "System.Runtime.CompilerServices.IsVolatile")
            {
                Report(place, Message);
            }
        }

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            if (instruction.OpCode == OpCodes.Volatile)
            {
                Report(method, instruction, Message);
            }
        }
    }
}
