using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Coroutines
{
    /// <summary>
    /// An await asks whether its coroutine has begun. Where an async method is called right there it has not: the question goes, and with it the
    /// code for the other answer.
    /// </summary>
    internal sealed class FreshAwaits
    {
        private const int New = -2;

        private readonly Definitions _definitions;

        private FreshAwaits(Definitions definitions)
        {
            _definitions = definitions;
        }

        /// <returns>True when there was such a question.</returns>
        internal static bool Weave(ModuleDefinition module, Definitions definitions)
        {
            var awaits = new FreshAwaits(definitions);
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Any(IsState)))
            {
                List<Instruction> needless = awaits.Find(method);

                if (needless.Count > 0)
                {
                    var editor = new MethodEditor(method);
                    editor.Drop(needless);
                    editor.Close();
                    any = true;
                }
            }

            return any;
        }

        private List<Instruction> Find(MethodDefinition method)
        {
            var code = method.Body.Instructions.Select(i => IL.Simplified(i, method.Body)).ToList();
            var targets = new HashSet<Instruction>(method.Body.Instructions.SelectMany(IL.Targets));
            var found = new List<Instruction>();

            for (int i = 3; i + 2 < code.Count; i++)
            {
                bool asks = IsState(code[i]) && code[i - 1].OpCode == OpCodes.Ldloc && code[i + 1].OpCode == OpCodes.Ldc_I4 && (int)code[i + 1].Operand == New
                    && code[i + 2].OpCode == OpCodes.Bne_Un && code[i - 2].OpCode == OpCodes.Stloc && code[i - 2].Operand == code[i - 1].Operand;

                if (asks && IsMade(code, i - 2, method, out int made) && !Range(method, made + 1, i + 2).Any(targets.Contains))
                {
                    found.AddRange(Range(method, i - 1, i + 2));
                    found.AddRange(Unreached(method, code, (Instruction)code[i + 2].Operand));
                }
            }

            return found;
        }

        // Whether what a store takes is made right before it: by the call of an async method, or where that was inlined.
        private bool IsMade(List<Instruction> code, int store, MethodDefinition method, out int made)
        {
            made = store - 1;

            if (code[made].Operand is MethodReference called && code[made].OpCode != OpCodes.Newobj)
            {
                MethodDefinition target = _definitions.Find(called);
                return target != null && _definitions.HasBody(target) && (code[made].OpCode == OpCodes.Call || !target.IsVirtual || target.IsFinal)
                    && IsKickoff(target);
            }

            made = code.FindLastIndex(made, i => i.OpCode == OpCodes.Newobj);
            return made >= 0 && Leaves(code, made, store, method, string.Empty);
        }

        // An async method itself: it makes the object, fills in its arguments, and returns it.
        private static bool IsKickoff(MethodDefinition method)
        {
            var code = method.Body.Instructions.Select(i => IL.Simplified(i, method.Body)).ToList();
            return code[0].OpCode == OpCodes.Newobj && code[code.Count - 1].OpCode == OpCodes.Ret && Leaves(code, 0, code.Count - 1, method, method.Name);
        }

        // Whether the object that one instruction makes is a state machine, and is what another one takes: it lies under all that comes between.
        private static bool Leaves(List<Instruction> code, int made, int taken, MethodDefinition method, string name)
        {
            int above = 0;

            for (int i = made + 1; i < taken && above >= 0; i++)
            {
                bool isDup = code[i].OpCode == OpCodes.Dup;
                above = SetsField(code[i]) && (isDup || above >= IL.Pops(code[i], method)) ? above + IL.Pushes(code[i]) - IL.Pops(code[i], method) : -1;
            }

            return above == 0 && IsStateMachine(((MethodReference)code[made].Operand).DeclaringType, name);
        }

        private static bool IsStateMachine(TypeReference type, string method)
        {
            return type is TypeDefinition && type.Name.StartsWith("<" + method, StringComparison.Ordinal) && type.Name.IndexOf(">d__", StringComparison.Ordinal) > 0;
        }

        private static bool SetsField(Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Dup:
                case Code.Ldarg:
                case Code.Ldloc:
                case Code.Ldfld:
                case Code.Ldsfld:
                case Code.Ldstr:
                case Code.Stfld:
                    return true;
                default:
                    return IL.IsConstant(instruction);
            }
        }

        // The code for one that has begun, if nobody else comes there: a call that tells whether it has ended, and the branch on that, unless the
        // other answer comes to it too, as it does in a debug build. And the jump over it.
        private static IEnumerable<Instruction> Unreached(MethodDefinition method, List<Instruction> code, Instruction first)
        {
            int i = method.Body.Instructions.IndexOf(first);
            var targets = method.Body.Instructions.SelectMany(IL.Targets).ToList();
            bool known = i > 0 && i + 4 < code.Count && targets.Count(t => t == first) == 1 && !IL.FallsThrough(code[i - 1])
                && code[i + 2].OpCode == OpCodes.Call && ((MethodReference)code[i + 2].Operand).Name == "JoinOrStart"
                && !targets.Intersect(Range(method, i + 1, i + 2)).Any();
            bool isShared = known && targets.Contains(method.Body.Instructions[i + 3]);

            if (!known || !(isShared || code[i + 3].OpCode == OpCodes.Brtrue))
            {
                return new Instruction[0];
            }

            int last = isShared ? i + 2 : i + 3;
            bool jumps = code[i - 1].OpCode == OpCodes.Br && code[i - 1].Operand == method.Body.Instructions[last + 1];
            return Range(method, jumps ? i - 1 : i, last);
        }

        private static bool IsState(Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Ldfld && ((FieldReference)instruction.Operand).FullName == "System.Int32 UAsyncio.Nano.Coroutine::_state";
        }

        private static IEnumerable<Instruction> Range(MethodDefinition method, int first, int last) => method.Body.Instructions.Skip(first).Take(last - first + 1);
    }
}
