using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>Tells the question of an await, whether its awaiter is ready, from one that the program asks itself, which is to park nobody.</summary>
    internal static class CompilersQuestion
    {
        /// <param name="question">The call.</param>
        /// <param name="library">The library.</param>
        /// <returns>True when behind its branch stands the suspension that <see cref="MoveNextWeaver"/> has written.</returns>
        internal static bool Is(Instruction question, Library library)
        {
            Instruction branch = NextOf(question);
            Instruction awaiter = NextOf(NextOf(branch));
            return branch?.OpCode == OpCodes.Brtrue && awaiter?.OpCode == OpCodes.Ldloc && NextOf(awaiter)?.Operand == library.Awaiting;
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
