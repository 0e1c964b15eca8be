using System.Collections.Generic;
using System.Linq;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// An inlined body that answers yes or no, and a branch that asks: its returns branch themselves, where they would make a bool
    /// and jump to the branch.
    /// </summary>
    internal static class JumpThreading
    {
        /// <param name="code">The body, in the method already.</param>
        /// <param name="next">What its returns jump to.</param>
        /// <returns>True when it is not reached from the body any more by going on, only by jumps.</returns>
        internal static bool Apply(IReadOnlyList<Instruction> code, Instruction next)
        {
            bool yes = next?.OpCode == OpCodes.Brtrue;

            if (!yes && next?.OpCode != OpCodes.Brfalse)
            {
                return false;
            }

            var targets = new HashSet<Instruction>(code.SelectMany(IL.Targets));

            for (int i = 1; i < code.Count; i++)
            {
                Instruction value = code[i - 1];
                Instruction jump = code[i];

                if (jump.OpCode != OpCodes.Br || jump.Operand != next || targets.Contains(jump))
                {
                    continue;
                }

                OpCode? branch = yes ? WhenTrue(value.OpCode) : value.OpCode == OpCodes.Ceq ? OpCodes.Bne_Un : (OpCode?)null;

                if (branch != null)
                {
                    value.OpCode = branch.Value;
                    value.Operand = next.Operand;
                    jump.Operand = next.Next;
                }
                else if (value.OpCode == OpCodes.Ldc_I4)
                {
                    value.OpCode = OpCodes.Nop;
                    jump.Operand = (int)value.Operand != 0 == yes ? next.Operand : next.Next;
                    value.Operand = null;
                }
            }

            Instruction last = code.Count == 0 ? null : code[code.Count - 1];

            if (last?.OpCode != OpCodes.Ldc_I4)
            {
                return false;
            }

            last.OpCode = OpCodes.Br;
            last.Operand = (int)last.Operand != 0 == yes ? next.Operand : next.Next;
            return true;
        }

        /// <summary>The branch that does what a comparison and a branch on true do; null for other instructions.</summary>
        internal static OpCode? WhenTrue(OpCode compare)
        {
            return compare == OpCodes.Clt ? OpCodes.Blt
                : compare == OpCodes.Clt_Un ? OpCodes.Blt_Un
                : compare == OpCodes.Cgt ? OpCodes.Bgt
                : compare == OpCodes.Cgt_Un ? OpCodes.Bgt_Un
                : compare == OpCodes.Ceq ? OpCodes.Beq
                : (OpCode?)null;
        }
    }
}
