using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>A delegate of a static method that keeps its first argument: the device drops that, calls with what happens to be on the stack, and goes on wrongly.</summary>
    internal sealed class BoundDelegateRule : Rule
    {
        internal override string Code => "UAN121";

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            Instruction function = instruction.OpCode == OpCodes.Newobj ? instruction.Previous : null;

            if (function?.OpCode == OpCodes.Ldftn && function.Operand is MethodReference called && !called.HasThis
                && function.Previous != null && function.Previous.OpCode != OpCodes.Ldnull)
            {
                Report(method, instruction, "a delegate of the extension method " + called.Name + " with the object that it is for: the device drops that; write a lambda, () => x." + called.Name + "(…)");
            }
        }
    }
}
