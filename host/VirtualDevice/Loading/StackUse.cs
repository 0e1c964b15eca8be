using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.VirtualDevice.Loading
{
    /// <summary>What instructions take from the stack and leave on it.</summary>
    internal static class StackUse
    {
        /// <summary>
        /// The instruction that left what another finds on top of the stack, which need not be the one before it; where ways meet it is that
        /// of the last, and null when it cannot be told.
        /// </summary>
        public static Instruction? ProducerFor(Instruction consumer)
        {
            int depth = 1;
            for (Instruction? i = consumer.Previous; i != null && i.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw); i = i.Previous)
            {
                int pushes = Pushes(i);
                if (pushes >= depth)
                {
                    return i;
                }

                depth += Pops(i) - pushes;
            }

            return null;
        }

        private static int Pops(Instruction instruction)
        {
            switch (instruction.OpCode.StackBehaviourPop)
            {
                case StackBehaviour.Pop0:
                    return 0;
                case StackBehaviour.Pop1:
                case StackBehaviour.Popi:
                case StackBehaviour.Popref:
                    return 1;
                case StackBehaviour.Popi_popi_popi:
                case StackBehaviour.Popref_popi_popi:
                case StackBehaviour.Popref_popi_popi8:
                case StackBehaviour.Popref_popi_popr4:
                case StackBehaviour.Popref_popi_popr8:
                case StackBehaviour.Popref_popi_popref:
                    return 3;
                case StackBehaviour.Varpop when instruction.Operand is IMethodSignature called:
                    return called.Parameters.Count + (called.HasThis && instruction.OpCode.Code != Code.Newobj ? 1 : 0);
                case StackBehaviour.Varpop:
                    return 0;
                default:
                    return 2;
            }
        }

        private static int Pushes(Instruction instruction)
        {
            return instruction.OpCode.StackBehaviourPush switch
            {
                StackBehaviour.Push0 => 0,
                StackBehaviour.Push1_push1 => 2,
                StackBehaviour.Varpush => instruction.OpCode.Code != Code.Newobj && instruction.Operand is IMethodSignature { ReturnType.FullName: "System.Void" } ? 0 : 1,
                _ => 1,
            };
        }
    }
}
