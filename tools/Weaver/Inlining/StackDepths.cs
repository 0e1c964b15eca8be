using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>How many values are on the stack before each instruction of a method.</summary>
    internal sealed class StackDepths
    {
        private readonly MethodDefinition _method;
        private readonly Dictionary<Instruction, int> _before = new Dictionary<Instruction, int>();

        internal StackDepths(MethodDefinition method)
        {
            _method = method;
            var open = new Stack<Instruction>();
            Enter(method.Body.Instructions[0], 0, open);

            foreach (ExceptionHandler handler in method.Body.ExceptionHandlers)
            {
                bool takes = handler.HandlerType == ExceptionHandlerType.Catch || handler.HandlerType == ExceptionHandlerType.Filter;
                Enter(handler.HandlerStart, takes ? 1 : 0, open);
                Enter(handler.FilterStart, 1, open);
            }

            while (open.Count > 0)
            {
                Instruction instruction = open.Pop();
                int after = _before[instruction] - IL.Pops(instruction, method) + IL.Pushes(instruction);
                int behind = instruction.OpCode.FlowControl == FlowControl.Branch && instruction.OpCode.StackBehaviourPop == StackBehaviour.PopAll ? 0 : after;

                foreach (Instruction target in IL.Targets(instruction))
                {
                    Enter(target, behind, open);
                }

                if (IL.FallsThrough(instruction))
                {
                    Enter(instruction.Next, after, open);
                }
            }
        }

        /// <summary>The depth before an instruction; -1 for one that is never reached.</summary>
        internal int Before(Instruction instruction) => _before.TryGetValue(instruction, out int depth) ? depth : -1;

        /// <summary>The last instruction before one that has put what is in a place of the stack there; null for none.</summary>
        /// <param name="instruction">The one that finds it there.</param>
        /// <param name="place">How many values are below it.</param>
        internal Instruction Producer(Instruction instruction, int place)
        {
            do
            {
                instruction = instruction.Previous;
            }
            while (instruction != null && (Before(instruction) < 0 || Before(instruction) - IL.Pops(instruction, _method) > place));

            return instruction;
        }

        private void Enter(Instruction instruction, int depth, Stack<Instruction> open)
        {
            if (instruction != null && !_before.ContainsKey(instruction))
            {
                _before.Add(instruction, depth);
                open.Push(instruction);
            }
        }
    }
}
