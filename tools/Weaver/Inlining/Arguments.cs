using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>What pushes the arguments of one call, as far as it can be seen in the code right before it.</summary>
    internal sealed class Arguments
    {
        private readonly MethodDefinition _caller;
        private readonly HashSet<object> _changed;
        private readonly Instruction[] _last;
        private readonly Instruction[] _only;

        /// <param name="caller">The method that calls.</param>
        /// <param name="call">The call.</param>
        /// <param name="count">How many arguments it takes, its object among them.</param>
        /// <param name="targets">What the caller's branches go to.</param>
        /// <param name="changed">The arguments that are stored to, and locals and arguments whose address is taken.</param>
        internal Arguments(MethodDefinition caller, Instruction call, int count, HashSet<Instruction> targets, HashSet<object> changed)
        {
            _caller = caller;
            _changed = changed;
            _last = new Instruction[count];
            _only = new Instruction[count];
            Instruction at = call;

            for (int i = count - 1; i >= 0 && !targets.Contains(at); i--)
            {
                Instruction last = at.Previous;
                Instruction first = last == null ? null : First(last, targets);

                if (first == null)
                {
                    break;
                }

                _last[i] = last;

                // It needs the one below.
                if (first.OpCode == OpCodes.Dup)
                {
                    break;
                }

                _only[i] = first == last ? last : null;
                at = first;
            }

            for (int i = 0; i < count; i++)
            {
                if (_only[i] != null && !IsPure(_only[i], call))
                {
                    _only[i] = null;
                }
            }
        }

        /// <summary>The arguments that some code stores to, and the locals and arguments whose address it takes.</summary>
        internal static IEnumerable<object> Changed(IEnumerable<Instruction> code)
        {
            return code.Where(i => i.OpCode == OpCodes.Starg || i.OpCode == OpCodes.Ldarga || i.OpCode == OpCodes.Ldloca).Select(i => i.Operand);
        }

        /// <summary>The instruction that pushes an argument and can be repeated, moved or left away; null when it is not so simple.</summary>
        internal Instruction Simple(int index) => _only[index];

        /// <summary>Whether an object cannot be null: this, or one that has just been made.</summary>
        internal bool IsNotNull(int index)
        {
            Instruction last = _last[index];
            return last != null && (last.OpCode == OpCodes.Newobj || (IsThis(last) && !_changed.Contains(last.Operand)));
        }

        /// <summary>The type that an argument is known to have; null when it is not known.</summary>
        internal TypeReference TypeOf(int index)
        {
            Instruction last = _last[index];

            switch (last?.OpCode.Code)
            {
                case Code.Ldarg:
                    return IsThis(last) ? _caller.DeclaringType : ((ParameterDefinition)last.Operand).ParameterType;
                case Code.Ldloc:
                    return ((VariableDefinition)last.Operand).VariableType;
                case Code.Ldfld:
                case Code.Ldsfld:
                    return ((FieldReference)last.Operand).FieldType;
                case Code.Castclass:
                    return (TypeReference)last.Operand;
                case Code.Newobj:
                    return ((MethodReference)last.Operand).DeclaringType;
                case Code.Call:
                case Code.Callvirt:
                    return ((MethodReference)last.Operand).ReturnType;
                default:
                    return null;
            }
        }

        // The first instruction of the straight run that pushes the one value which is on top behind the last one.
        private Instruction First(Instruction last, HashSet<Instruction> targets)
        {
            int needed = 1;

            for (Instruction at = last; at != null; at = at.Previous)
            {
                if (at.OpCode.FlowControl != FlowControl.Next && at.OpCode.FlowControl != FlowControl.Call)
                {
                    return null;
                }

                needed += IL.Pops(at, _caller) - IL.Pushes(at);

                if (needed <= 0)
                {
                    return needed == 0 ? at : null;
                }

                if (targets.Contains(at))
                {
                    return null;
                }
            }

            return null;
        }

        private bool IsPure(Instruction push, Instruction call)
        {
            switch (push.OpCode.Code)
            {
                case Code.Ldloca:
                case Code.Ldarga:
                    return true;
                case Code.Ldarg:
                    return !_changed.Contains(push.Operand);
                case Code.Ldloc:
                    // Nothing but a store in between, in another argument, can change it.
                    return !_changed.Contains(push.Operand) && !IsStored(push, call);
                default:
                    return IL.IsConstant(push);
            }
        }

        private static bool IsStored(Instruction push, Instruction call)
        {
            for (Instruction at = push.Next; at != call; at = at.Next)
            {
                if (at.OpCode == OpCodes.Stloc && at.Operand == push.Operand)
                {
                    return true;
                }
            }

            return false;
        }

        private bool IsThis(Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Ldarg && _caller.HasThis && instruction.Operand == _caller.Body.ThisParameter;
        }
    }
}
