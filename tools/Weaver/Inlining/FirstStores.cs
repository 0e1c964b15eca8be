using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>A local that a method sets to nothing when it begins has that value already: the runtime clears them all.</summary>
    internal static class FirstStores
    {
        /// <summary>The first instruction of a store that does nothing; null where there is none.</summary>
        internal static Instruction Find(MethodBody body, HashSet<Instruction> targets)
        {
            if (!body.InitLocals)
            {
                return null;
            }

            var used = new HashSet<VariableDefinition>();

            // Where something can come from behind, a local may have been set before.
            for (Instruction at = body.Instructions[0]; at?.Next != null && !targets.Contains(at) && !targets.Contains(at.Next); at = at.Next)
            {
                if (at.OpCode.FlowControl != FlowControl.Next && at.OpCode.FlowControl != FlowControl.Call && at.OpCode.FlowControl != FlowControl.Cond_Branch)
                {
                    return null;
                }

                Instruction value = IL.Simplified(at, body);
                Instruction store = IL.Simplified(at.Next, body);

                if (store.OpCode == OpCodes.Stloc && IsNothing(value, ((VariableDefinition)store.Operand).VariableType) && !used.Contains((VariableDefinition)store.Operand))
                {
                    return at;
                }

                if (value.Operand is VariableDefinition local)
                {
                    used.Add(local);
                }
            }

            return null;
        }

        private static bool IsNothing(Instruction value, TypeReference type)
        {
            return value.OpCode == OpCodes.Ldnull ? !type.IsValueType && type.MetadataType != MetadataType.String
                : value.OpCode == OpCodes.Ldc_I4 && (int)value.Operand == 0 && (type.MetadataType == MetadataType.Int32 || type.MetadataType == MetadataType.Boolean);
        }
    }
}
