using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>What NanoLint refuses in a method. It stays there, so that the finding has the line on which it is written and not that of a call.</summary>
    internal static class Refusals
    {
        internal static bool IsRefused(Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Conv_Ovf_I:
                case Code.Conv_Ovf_I_Un:
                    // The compiler writes them by itself, for an index that is a long.
                    return false;
                case Code.Ckfinite:
                case Code.Cpblk:
                case Code.Initblk:
                case Code.Mkrefany:
                case Code.Refanytype:
                case Code.Refanyval:
                case Code.Sizeof:
                    return true;
                default:
                    return instruction.OpCode.Name.Contains(".ovf") || IsRefused(instruction.Operand as MemberReference);
            }
        }

        private static bool IsRefused(MemberReference member)
        {
            if (member is TypeReference type)
            {
                return IsRefused(type);
            }

            return member is MethodReference method
                && (method is GenericInstanceMethod || IsRefused(method.DeclaringType) || method.Name == "BeginInvoke" || method.Name == "EndInvoke"
                    || (method.Name == "GetEnumerator" && method.DeclaringType.MetadataType == MetadataType.String));
        }

        private static bool IsRefused(TypeReference type)
        {
            return type is GenericInstanceType || (type is ArrayType array && (array.Rank > 1 || IsRefused(array.ElementType)));
        }
    }
}
