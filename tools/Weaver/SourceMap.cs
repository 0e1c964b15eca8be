using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver
{
    /// <summary>From an instruction to its line.</summary>
    public static class SourceMap
    {
        private const int HiddenLine = 0xFEEFEE;

        /// <summary>The line that an instruction belongs to; for null, the first line of the method; null without symbols.</summary>
        public static SequencePoint Find(MethodDefinition method, Instruction instruction)
        {
            if (!method.HasBody)
            {
                return null;
            }

            var points = method.DebugInformation.SequencePoints.Where(p => p.StartLine != HiddenLine).OrderBy(p => p.Offset).ToList();
            SequencePoint before = instruction == null ? null : points.LastOrDefault(p => p.Offset <= instruction.Offset);
            SequencePoint found = before ?? points.FirstOrDefault();
            return found ?? FindInStateMachine(method, instruction);
        }

        /// <summary>A method's name as its author knows it: a state machine's goes by the async method's.</summary>
        public static string Describe(MethodDefinition method)
        {
            TypeDefinition type = method.DeclaringType;
            string name = type.Name;
            return name.StartsWith("<") && name.IndexOf('>') > 1 && type.DeclaringType != null
                ? type.DeclaringType.FullName + "." + name.Substring(1, name.IndexOf('>') - 1)
                : type.FullName + "." + method.Name;
        }

        // The kickoff method of a coroutine has no lines: they are in its state machine.
        private static SequencePoint FindInStateMachine(MethodDefinition method, Instruction instruction)
        {
            if (instruction != null)
            {
                return null;
            }

            TypeDefinition machine = method.DeclaringType.NestedTypes.FirstOrDefault(t => t.Name.StartsWith("<" + method.Name + ">"));
            MethodDefinition moveNext = machine?.Methods.FirstOrDefault(m => m.Name == "MoveNext");
            return moveNext == null ? null : Find(moveNext, null);
        }
    }
}
