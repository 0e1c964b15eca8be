using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>A lambda with a natural type: the compiler makes up a generic delegate for it, on which the runtime crashes.</summary>
    internal sealed class NaturalLambdaRule : Rule
    {
        internal override string Code => "UAN103";

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            if (instruction.OpCode == OpCodes.Newobj && CompilerNames.IsNaturalDelegate(((MethodReference)instruction.Operand).DeclaringType))
            {
                Report(method, instruction, "a lambda or method group assigned to var crashes the device: the compiler makes up a generic delegate for it; declare a delegate type and use that");
            }
        }
    }
}
