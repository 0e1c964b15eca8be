using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>A method's code, in the long form and without what only a debugger needs, ready to be put in the place of a call.</summary>
    internal sealed class InlineBody
    {
        private readonly MethodBody _body;
        private readonly int[] _loads;
        private readonly bool[] _changed;

        internal InlineBody(MethodDefinition method)
        {
            Method = method;
            _body = method.Body;
            Code = Copy();
            Tidy();
            Targets = new HashSet<Instruction>(Code.SelectMany(IL.Targets));
            _loads = new int[ParameterCount];
            _changed = new bool[ParameterCount];

            foreach (Instruction instruction in Code)
            {
                if (instruction.Operand is ParameterDefinition parameter)
                {
                    int index = IL.Index(parameter, method.HasThis);
                    _loads[index] += instruction.OpCode == OpCodes.Ldarg ? 1 : 0;
                    _changed[index] |= instruction.OpCode != OpCodes.Ldarg;
                }
            }
        }

        internal MethodDefinition Method { get; }

        internal List<Instruction> Code { get; }

        /// <summary>What its own branches go to.</summary>
        internal HashSet<Instruction> Targets { get; }

        internal int ParameterCount => Method.Parameters.Count + (Method.HasThis ? 1 : 0);

        /// <summary>Whether it can only be put where nothing else is on the stack: a loop, or a part that is reached from behind.</summary>
        internal bool NeedsEmptyStack { get; private set; }

        /// <summary>Whether its end is not its last instruction, so that nothing may be on the stack behind it.</summary>
        internal bool EndsElsewhere => Code[Code.Count - 1].OpCode != OpCodes.Ret;

        internal int Loads(int parameter) => _loads[parameter];

        /// <summary>Whether a parameter is stored to, or its address is taken.</summary>
        internal bool IsChanged(int parameter) => _changed[parameter];

        internal TypeReference ParameterType(int parameter)
        {
            int self = Method.HasThis ? 1 : 0;
            return parameter >= self ? Method.Parameters[parameter - self].ParameterType
                : Method.DeclaringType.IsValueType ? new ByReferenceType(Method.DeclaringType) : (TypeReference)Method.DeclaringType;
        }

        /// <summary>Why a method can never be put in the place of a call; null when it can.</summary>
        internal static string Obstacle(MethodDefinition method)
        {
            if (method.IsAbstract || !method.HasBody || method.Body.Instructions.Count == 0)
            {
                return "it has no code";
            }

            if (method.HasGenericParameters || method.DeclaringType.HasGenericParameters || method.CallingConvention == MethodCallingConvention.VarArg)
            {
                return "it is generic";
            }

            if (method.NoInlining || method.IsSynchronized)
            {
                return "it is marked not to be";
            }

            if (method.Body.HasExceptionHandlers)
            {
                return "it has a try, a lock, a using or a foreach that has to clean up";
            }

            if (!method.Body.Instructions.Any(i => i.OpCode.Code == Mono.Cecil.Cil.Code.Ret))
            {
                return "it never returns";
            }

            Instruction unknown = method.Body.Instructions.FirstOrDefault(IsUnknown);
            return unknown == null ? null : "it uses " + unknown.OpCode.Name;
        }

        /// <summary>Whether a null receiver throws before the body has done anything: then it needs no check of its own.</summary>
        internal bool UsesThisFirst()
        {
            var stack = new Stack<bool>();

            foreach (Instruction instruction in Code)
            {
                if (Targets.Contains(instruction))
                {
                    return false;
                }

                switch (instruction.OpCode.Code)
                {
                    case Mono.Cecil.Cil.Code.Ldarg:
                        stack.Push(IL.Index((ParameterDefinition)instruction.Operand, Method.HasThis) == 0);
                        break;
                    case Mono.Cecil.Cil.Code.Ldloc:
                    case Mono.Cecil.Cil.Code.Ldsfld:
                        stack.Push(false);
                        break;
                    case Mono.Cecil.Cil.Code.Dup:
                        stack.Push(stack.Peek());
                        break;
                    case Mono.Cecil.Cil.Code.Ldfld:
                    case Mono.Cecil.Cil.Code.Ldflda:
                        return stack.Pop();
                    case Mono.Cecil.Cil.Code.Stfld:
                        stack.Pop();
                        return stack.Pop();
                    case Mono.Cecil.Cil.Code.Callvirt:
                        var called = (MethodReference)instruction.Operand;
                        return called.HasThis && stack.Count > called.Parameters.Count && stack.ElementAt(called.Parameters.Count);
                    case Mono.Cecil.Cil.Code.Add:
                    case Mono.Cecil.Cil.Code.Sub:
                    case Mono.Cecil.Cil.Code.Ceq:
                        stack.Pop();
                        stack.Pop();
                        stack.Push(false);
                        break;
                    default:
                        if (!IL.IsConstant(instruction))
                        {
                            return false;
                        }

                        stack.Push(false);
                        break;
                }
            }

            return false;
        }

        private static bool IsUnknown(Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case Mono.Cecil.Cil.Code.Jmp:
                case Mono.Cecil.Cil.Code.Localloc:
                case Mono.Cecil.Cil.Code.Arglist:
                case Mono.Cecil.Cil.Code.Tail:
                case Mono.Cecil.Cil.Code.Calli:
                    return true;
                default:
                    return Refusals.IsRefused(instruction);
            }
        }

        private List<Instruction> Copy()
        {
            Dictionary<Instruction, Instruction> copies = _body.Instructions.ToDictionary(i => i, i => IL.Simplified(i, _body));

            foreach (Instruction copy in copies.Values)
            {
                if (copy.Operand is Instruction target)
                {
                    copy.Operand = copies[target];
                }
                else if (copy.Operand is Instruction[] targets)
                {
                    copy.Operand = targets.Select(t => copies[t]).ToArray();
                }
            }

            return _body.Instructions.Select(i => copies[i]).ToList();
        }

        // A debug build's no-ops, its branches to the next instruction, and the local in which it keeps the result for the closing brace; and
        // what has filled a slot that is another one now.
        private void Tidy()
        {
            bool found = true;

            while (found)
            {
                found = RemoveFirst(i => Code[i].OpCode == OpCodes.Nop && i + 1 < Code.Count, 1)
                    || RemoveFirst(i => Code[i].OpCode == OpCodes.Br && i + 1 < Code.Count && Code[i].Operand == Code[i + 1], 1)
                    || RemoveFirst(IsPassedOn, 2)
                    || RemoveFirst(IsForNothing, 2);
            }

            CheckStack();
        }

        private bool IsPassedOn(int i)
        {
            return i + 2 < Code.Count && Code[i].OpCode == OpCodes.Stloc && Code[i + 1].OpCode == OpCodes.Ldloc && Code[i].Operand == Code[i + 1].Operand
                && Code.Count(c => c.Operand == Code[i].Operand) == 2 && !Code.SelectMany(IL.Targets).Contains(Code[i + 1]);
        }

        private bool IsForNothing(int i)
        {
            return i + 2 < Code.Count && Code[i].OpCode == OpCodes.Ldc_I4 && Code[i + 1].OpCode == OpCodes.Pop && !Code.SelectMany(IL.Targets).Contains(Code[i + 1]);
        }

        private bool RemoveFirst(System.Func<int, bool> matches, int count)
        {
            for (int i = 0; i < Code.Count; i++)
            {
                if (matches(i))
                {
                    Instruction heir = Code[i + count];

                    foreach (Instruction branch in Code)
                    {
                        if (branch.Operand == Code[i])
                        {
                            branch.Operand = heir;
                        }
                        else if (branch.Operand is Instruction[] targets)
                        {
                            branch.Operand = targets.Select(t => t == Code[i] ? heir : t).ToArray();
                        }
                    }

                    Code.RemoveRange(i, count);
                    return true;
                }
            }

            return false;
        }

        // Who measures the stack from top to bottom, as the metadata processor does, takes it for empty behind a plain branch, unless
        // a conditional branch above has told.
        private void CheckStack()
        {
            var seen = new HashSet<Instruction>();
            var told = new HashSet<Instruction>();

            for (int i = 0; i < Code.Count; i++)
            {
                seen.Add(Code[i]);
                NeedsEmptyStack |= IL.Targets(Code[i]).Any(seen.Contains) || Code[i].OpCode == OpCodes.Switch;

                if (i > 0 && !IL.FallsThrough(Code[i - 1]) && !told.Contains(Code[i]))
                {
                    NeedsEmptyStack = true;
                }

                if (Code[i].OpCode.FlowControl == FlowControl.Cond_Branch)
                {
                    told.UnionWith(IL.Targets(Code[i]));
                }
            }
        }
    }
}
