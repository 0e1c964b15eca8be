using Mono.Cecil;
using Mono.Cecil.Cil;
using ILCode = Mono.Cecil.Cil.Code;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>checked arithmetic: the runtime calculates without checking and never throws.</summary>
    internal sealed class CheckedRule : Rule
    {
        internal override string Code => "UAN106";

        internal override void OnInstruction(MethodDefinition method, Instruction instruction)
        {
            if (IsChecked(instruction.OpCode.Code) && instruction.Next?.OpCode != OpCodes.Localloc)
            {
                Report(method, instruction, "checked does not throw on the device, it overflows silently: compare with the limits before you calculate, or calculate in a wider type and compare the result");
            }
        }

        // Not conv.ovf.i and conv.ovf.i.un: the compiler writes them without being asked, for a length or index that is
        // a long. The price: checked((nint)x) passes.
        private static bool IsChecked(ILCode code)
        {
            switch (code)
            {
                case ILCode.Add_Ovf:
                case ILCode.Add_Ovf_Un:
                case ILCode.Sub_Ovf:
                case ILCode.Sub_Ovf_Un:
                case ILCode.Mul_Ovf:
                case ILCode.Mul_Ovf_Un:
                case ILCode.Conv_Ovf_I1:
                case ILCode.Conv_Ovf_I1_Un:
                case ILCode.Conv_Ovf_I2:
                case ILCode.Conv_Ovf_I2_Un:
                case ILCode.Conv_Ovf_I4:
                case ILCode.Conv_Ovf_I4_Un:
                case ILCode.Conv_Ovf_I8:
                case ILCode.Conv_Ovf_I8_Un:
                case ILCode.Conv_Ovf_U:
                case ILCode.Conv_Ovf_U_Un:
                case ILCode.Conv_Ovf_U1:
                case ILCode.Conv_Ovf_U1_Un:
                case ILCode.Conv_Ovf_U2:
                case ILCode.Conv_Ovf_U2_Un:
                case ILCode.Conv_Ovf_U4:
                case ILCode.Conv_Ovf_U4_Un:
                case ILCode.Conv_Ovf_U8:
                case ILCode.Conv_Ovf_U8_Un:
                    return true;
                default:
                    return false;
            }
        }
    }
}
