using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.NanoLint.Rules
{
    /// <summary>await in the body of a catch that has a when filter: it corrupts the heap. A filter whose catch does not await works.</summary>
    /// <remarks>
    /// The compiler moves the body of such a catch behind the try: what is left of the handler is one store of the catch's
    /// number and a leave, and the number is looked at where the leave goes. The number is a field of the state machine, or,
    /// when it does not live across an await, a local; neither has a name of the author's.
    /// </remarks>
    internal sealed class AwaitInFilteredCatchRule : Rule
    {
        internal override string Code => "UAN109";

        internal override void OnHandler(MethodDefinition method, ExceptionHandler handler)
        {
            if (handler.HandlerType == ExceptionHandlerType.Filter && IsStateMachine(method) && IsMovedAway(method, handler))
            {
                // The end of the filter has the line of the when; its start still counts as the line before.
                Report(method, handler.HandlerStart.Previous, "await in the body of a catch that has a when filter corrupts the device's heap: catch without when, test the condition inside and throw again, or set a flag in the catch and await behind it");
            }
        }

        private static bool IsStateMachine(MethodDefinition method)
        {
            return method.Name == "MoveNext" && method.DeclaringType.Name.StartsWith("<");
        }

        private static bool IsMovedAway(MethodDefinition method, ExceptionHandler handler)
        {
            Instruction at = Next(handler.HandlerStart, OpCodes.Pop);
            FieldReference field = null;
            int local = -1;

            if (IL.IsThis(at))
            {
                at = Next(at.Next);
            }

            if (!(IL.Constant(at) > 0))
            {
                return false;
            }

            at = Next(at.Next);

            if (at.OpCode == OpCodes.Stfld)
            {
                field = (FieldReference)at.Operand;
            }
            else
            {
                local = IL.Stored(at);
            }

            bool unnamed = field != null ? IsSynthesized(field) : local >= 0 && !IsNamed(method, local);
            at = Next(at.Next);
            return unnamed && IL.IsLeave(at) && IsDispatch(IL.Follow((Instruction)at.Operand), field, local);
        }

        // The number is loaded and compared. What else ends in the same store and leave is a return through a finally that
        // awaits, or one with a constant: there something else comes first.
        private static bool IsDispatch(Instruction at, FieldReference field, int local)
        {
            if (field != null)
            {
                if (!IL.IsThis(at) || at.Next.OpCode != OpCodes.Ldfld || ((FieldReference)at.Next.Operand).FullName != field.FullName)
                {
                    return false;
                }

                at = Next(at.Next.Next);
            }
            else if (IL.Loaded(at) == local)
            {
                at = Next(at.Next);
            }
            else
            {
                return false;
            }

            int copy = IL.Stored(at);

            if (copy >= 0)
            {
                at = Next(at.Next);

                if (IL.Loaded(at) != copy)
                {
                    return false;
                }

                at = Next(at.Next);
            }

            return IL.Constant(at) != null;
        }

        private static bool IsSynthesized(FieldReference field)
        {
            return field.FieldType.FullName == "System.Int32" && (field.Name.StartsWith("<>s__") || field.Name.StartsWith("<>7__wrap"));
        }

        // Without symbols every local looks like the compiler's; then the same IL is refused, whoever wrote it.
        private static bool IsNamed(MethodDefinition method, int local)
        {
            return method.DebugInformation.TryGetName(method.Body.Variables[local], out string name) && !string.IsNullOrEmpty(name) && name.First() != '<';
        }

        private static Instruction Next(Instruction instruction, OpCode? also = null)
        {
            while (instruction.OpCode == OpCodes.Nop || instruction.OpCode == also)
            {
                instruction = instruction.Next;
            }

            return instruction;
        }
    }
}
