using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>Tells what the compiler has written for an await from what the program says by the same names.</summary>
    internal static class AwaitPattern
    {
        /// <summary>
        /// Whether a method gives an awaitable's own awaiter, which is the awaitable itself. One that another class of the program declares is a
        /// method like any other, and gives the awaitable whose awaiter it says.
        /// </summary>
        internal static bool IsGetAwaiter(MethodReference method)
        {
            return method.Name == "GetAwaiter" && method.HasThis && Names.IsFace(method.ReturnType) && IsAwaitable(method.DeclaringType);
        }

        /// <summary>
        /// Whether a question whether an awaiter is ready is that of an await: behind its branch stands the suspension that
        /// <see cref="MoveNextWeaver"/> has written. One that the program asks itself is to park nobody.
        /// </summary>
        internal static bool IsQuestion(Instruction question, Library library)
        {
            Instruction branch = NextOf(question);
            Instruction awaiter = NextOf(NextOf(branch));
            return branch?.OpCode == OpCodes.Brtrue && awaiter?.OpCode == OpCodes.Ldloc && NextOf(awaiter)?.Operand == library.Awaiting;
        }

        private static bool IsAwaitable(TypeReference type)
        {
            for (; type != null; type = type.Resolve()?.BaseType)
            {
                if (type.FullName == Names.Awaitable || type.FullName == Names.Coroutine || type.FullName == Names.VoidAwaitable)
                {
                    return true;
                }
            }

            return false;
        }

        private static Instruction NextOf(Instruction instruction)
        {
            do
            {
                instruction = instruction?.Next;
            }
            while (instruction != null && instruction.OpCode == OpCodes.Nop);

            return instruction;
        }
    }
}
