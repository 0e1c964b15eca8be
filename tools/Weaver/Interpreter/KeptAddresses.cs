using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>Of which variables an address is still in use when something else may be assigned to them: all of which it cannot be told that none is.</summary>
    internal sealed class KeptAddresses
    {
        private readonly Definitions _definitions;
        private readonly Dictionary<MethodDefinition, HashSet<object>> _stored;

        /// <param name="definitions">What references mean.</param>
        /// <param name="stored">What each method of the module assigns to: fields, locals and arguments.</param>
        internal KeptAddresses(Definitions definitions, Dictionary<MethodDefinition, HashSet<object>> stored)
        {
            _definitions = definitions;
            _stored = stored;
        }

        /// <summary>Those whose address a method takes and keeps.</summary>
        /// <param name="method">The method.</param>
        /// <param name="asked">The variables that are of interest.</param>
        internal IEnumerable<object> Find(MethodDefinition method, HashSet<object> asked)
        {
            StackDepths depths = null;

            foreach (Instruction load in method.Body.Instructions)
            {
                object variable = Addressed(load, method.Body);

                if (variable != null && asked.Contains(variable))
                {
                    depths = depths ?? new StackDepths(method);

                    if (depths.Before(load) >= 0 && IsKept(load, variable, method, depths))
                    {
                        yield return variable;
                    }
                }
            }
        }

        private static object Addressed(Instruction instruction, MethodBody body)
        {
            Instruction load = IL.Simplified(instruction, body);

            switch (load.OpCode.Code)
            {
                case Code.Ldflda:
                case Code.Ldsflda:
                case Code.Ldloca:
                case Code.Ldarga:
                    return load.Operand;
                default:
                    return null;
            }
        }

        private bool IsKept(Instruction load, object variable, MethodDefinition method, StackDepths depths)
        {
            int below = depths.Before(load) - IL.Pops(load, method);

            for (Instruction at = load.Next; at != null && depths.Before(at) > below && IL.FallsThrough(at); at = at.Next)
            {
                if (MayStore(at, variable, method, new HashSet<MethodDefinition>()))
                {
                    return true;
                }

                if (depths.Before(at) - IL.Pops(at, method) <= below && !LeavesAddress(at))
                {
                    return !Uses(at);
                }
            }

            return true;
        }

        // Of the same variable, or of a part of it.
        private static bool LeavesAddress(Instruction instruction) => instruction.OpCode == OpCodes.Dup || instruction.OpCode == OpCodes.Ldflda;

        // At once: it does not put the address anywhere.
        private static bool Uses(Instruction instruction)
        {
            Code code = instruction.OpCode.Code;
            return code == Code.Ldfld || code == Code.Stfld || code == Code.Ldobj || code == Code.Stobj || code == Code.Initobj
                || (code >= Code.Ldind_I1 && code <= Code.Stind_R8)
                || (instruction.OpCode.FlowControl == FlowControl.Call && !((MethodReference)instruction.Operand).ReturnType.IsByReference);
        }

        private bool MayStore(Instruction instruction, object variable, MethodDefinition method, HashSet<MethodDefinition> asked)
        {
            if (instruction.OpCode.FlowControl == FlowControl.Call)
            {
                return variable is FieldDefinition && instruction.Operand is MethodReference called && MayStore(called, instruction.OpCode, variable, asked);
            }

            return _stored[method].Contains(variable) && IL.Simplified(instruction, method.Body) is Instruction store
                && store.Operand == variable && store.OpCode.StackBehaviourPush == StackBehaviour.Push0;
        }

        private bool MayStore(MethodReference reference, OpCode how, object variable, HashSet<MethodDefinition> asked)
        {
            if (!_definitions.TryFindCalled(reference, how, out MethodDefinition method))
            {
                return true;
            }

            return method != null && asked.Add(method) && ((_stored.TryGetValue(method, out HashSet<object> stored) && stored.Contains(variable))
                || method.Body.Instructions.Any(i => i.OpCode.FlowControl == FlowControl.Call && i.Operand is MethodReference called && MayStore(called, i.OpCode, variable, asked)));
        }
    }
}
