using Mono.Cecil;
using Mono.Cecil.Cil;
using ILCode = Mono.Cecil.Cil.Code;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>Instructions that the interpreter knows only to refuse (its list, and the tail prefix, which it ignores), and variable argument lists.</summary>
    internal sealed class UnsupportedInstructionRule : Rule
    {
        internal override string Code => "UAN114";

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case ILCode.Arglist:
                case ILCode.Calli:
                case ILCode.Ckfinite:
                case ILCode.Cpblk:
                case ILCode.Initblk:
                case ILCode.Jmp:
                case ILCode.Mkrefany:
                case ILCode.Readonly:
                case ILCode.Refanytype:
                case ILCode.Refanyval:
                case ILCode.Tail:
                    Report(method, instruction, Text(instruction.OpCode.Name));
                    break;
            }

            if (IsNativeNumber(instruction))
            {
                Report(method, instruction, "a nint in an array or in an object throws on the device: use int or long");
            }
        }

        internal override void OnMemberUse(MemberReference member, Place place)
        {
            if (member is MethodReference method && method.CallingConvention == MethodCallingConvention.VarArg)
            {
                Report(place, Text("a variable argument list"));
            }
        }

        // As a local, a field, a parameter and in calculations it is an int there.
        private static bool IsNativeNumber(Instruction instruction)
        {
            return (instruction.OpCode == OpCodes.Box || instruction.OpCode == OpCodes.Newarr || instruction.OpCode == OpCodes.Unbox_Any)
                && (((TypeReference)instruction.Operand).FullName == "System.IntPtr" || ((TypeReference)instruction.Operand).FullName == "System.UIntPtr");
        }

        private static string Text(string what)
        {
            return "the device cannot execute " + what + " (__arglist, __makeref, function pointers): use params, ref or a delegate";
        }
    }
}
