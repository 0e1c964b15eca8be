using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// What inlining and the compiler leave behind: a comparison that only makes a bool for a branch, a jump to a jump, a branch over a jump, a cast
    /// that the store behind it does itself, a store of nothing where nothing has been stored yet. Each is an instruction or two that a device would interpret for nothing. Optimised builds only: in a debug build a line has the instructions that it had.
    /// </summary>
    internal sealed class Peephole
    {
        private readonly MethodEditor _editor;
        private readonly HashSet<Instruction> _targets;
        private bool _changed;

        private Peephole(MethodEditor editor)
        {
            _editor = editor;
            _targets = editor.Targets();
        }

        /// <returns>True when something was changed.</returns>
        internal static bool Apply(ModuleDefinition module)
        {
            bool any = false;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods).Where(m => m.HasBody && m.Body.Instructions.Count > 2))
            {
                while (IsWorthIt(method) && Sweep(method))
                {
                    any = true;
                }
            }

            return any;
        }

        // To open a method and to close it again costs more than a look.
        private static bool IsWorthIt(MethodDefinition method)
        {
            return FirstStores.Find(method.Body, TargetsOf(method.Body)) != null || method.Body.Instructions.Any(i => IL.Targets(i).Any(t => t == i.Next || IsJump(t) || (IsJump(i) && IsLeave(t)))
                || (i.OpCode == OpCodes.Dup && i.Next?.Next?.OpCode == OpCodes.Pop)
                || IsNothing(method.Body, i)
                || (i.Next?.OpCode == OpCodes.Pop && IsLoad(i))
                || Narrowing.IsStore(i)
                || Narrowing.IsOfLength(i)
                || (i.Next?.OpCode.FlowControl == FlowControl.Cond_Branch && JumpThreading.WhenTrue(i.OpCode) != null)
                || (i.OpCode.FlowControl == FlowControl.Cond_Branch && i.Next != null && IsJump(i.Next))
                || (IsJump(i) && i.Next != null && IsJump(i.Next)));
        }

        private static HashSet<Instruction> TargetsOf(MethodBody body)
        {
            var targets = new HashSet<Instruction>(body.Instructions.SelectMany(IL.Targets));
            targets.UnionWith(body.ExceptionHandlers.SelectMany(h => new[] { h.HandlerStart, h.FilterStart }));
            return targets;
        }

        private static bool IsJump(Instruction instruction) => instruction.OpCode == OpCodes.Br || instruction.OpCode == OpCodes.Br_S;

        private static bool IsLeave(Instruction instruction) => instruction.OpCode == OpCodes.Leave || instruction.OpCode == OpCodes.Leave_S;

        // One between a call and a block stays: a device needs it there. So does one that the block behind it is left for.
        private static bool IsNothing(MethodBody body, Instruction instruction)
        {
            return instruction.OpCode == OpCodes.Nop && instruction.Previous?.OpCode.FlowControl != FlowControl.Call
                && !MethodEditor.IsLeftTo(body, instruction, Array.Empty<Instruction>());
        }

        // Not a constant: the interpreter's own workaround looks like that.
        private static bool IsLoad(Instruction instruction)
        {
            return instruction.OpCode.Code >= Code.Ldarg_0 && instruction.OpCode.Code <= Code.Ldloc_3 || instruction.OpCode.Code == Code.Ldloc_S
                || instruction.OpCode.Code == Code.Ldarg_S || instruction.OpCode.Code == Code.Ldloc || instruction.OpCode.Code == Code.Ldarg;
        }

        private static bool Sweep(MethodDefinition method)
        {
            var editor = new MethodEditor(method);
            var sweep = new Peephole(editor);

            Instruction first = FirstStores.Find(method.Body, TargetsOf(method.Body));

            if (first != null)
            {
                sweep.Drop(first.Next);
                sweep.Drop(first);
            }

            foreach (Instruction instruction in editor.Instructions.ToList())
            {
                sweep.Look(instruction);
            }

            editor.Close();
            return sweep._changed;
        }

        private void Look(Instruction first)
        {
            Instruction second = first.Next;

            if (first.OpCode == OpCodes.Br)
            {
                LookAtJump(first, second);
            }
            else if (Narrowing.IsNeedless(first, _targets) || (IsNothing(_editor.Method.Body, first) && second != null))
            {
                Drop(first);
            }
            else if (second?.OpCode == OpCodes.Pop && IsLoad(first) && !_targets.Contains(second))
            {
                Drop(first);
                Drop(second);
            }
            else if (first.OpCode.FlowControl == FlowControl.Cond_Branch && first.Operand is Instruction target)
            {
                LookAtBranch(first, second, target);
            }
            else if (second != null && !_targets.Contains(second) && !LookAtComparison(first, second) && second.Next != null && !_targets.Contains(second.Next))
            {
                LookAtValue(first, second, second.Next);
            }
        }

        private void LookAtJump(Instruction jump, Instruction next)
        {
            var target = (Instruction)jump.Operand;
            bool isReached = jump.Previous == null || IL.FallsThrough(jump.Previous) || _targets.Contains(jump);

            if (target == next || !isReached)
            {
                Drop(jump);
            }
            else
            {
                Shorten(jump, target);
            }
        }

        private void LookAtBranch(Instruction branch, Instruction next, Instruction target)
        {
            OpCode? opposite = Opposite(branch.OpCode);

            if (next?.OpCode == OpCodes.Br && next.Next == target && opposite != null && !_targets.Contains(next))
            {
                branch.OpCode = opposite.Value;
                branch.Operand = next.Operand;
                Drop(next);
            }
            else
            {
                Shorten(branch, target);
            }
        }

        // A jump to a jump goes where that one does; not into a block, where one may come in at its start only.
        private void Shorten(Instruction branch, Instruction target)
        {
            bool leaves = target.OpCode == OpCodes.Leave && branch.OpCode == OpCodes.Br;
            var end = target.OpCode == OpCodes.Br || leaves ? (Instruction)target.Operand : null;

            if (end != null && end != target && end != branch && Blocks(branch).SequenceEqual(Blocks(leaves ? target : end)))
            {
                branch.OpCode = leaves ? OpCodes.Leave : branch.OpCode;
                branch.Operand = end;
                _targets.Add(end);
                _changed = true;
            }
        }

        private IEnumerable<ExceptionHandler> Blocks(Instruction instruction)
        {
            return _editor.Method.Body.ExceptionHandlers.Where(h => IL.Range(h.TryStart, h.TryEnd).Contains(instruction)
                || IL.Range(h.HandlerStart, h.HandlerEnd).Contains(instruction)
                || (h.FilterStart != null && IL.Range(h.FilterStart, h.HandlerStart).Contains(instruction)));
        }

        // Each pair has one branch that does the same, also for NaN.
        private bool LookAtComparison(Instruction compare, Instruction branch)
        {
            OpCode? by = branch.OpCode == OpCodes.Brtrue ? JumpThreading.WhenTrue(compare.OpCode)
                : branch.OpCode == OpCodes.Brfalse ? WhenFalse(compare) : null;

            if (by == null)
            {
                return false;
            }

            branch.OpCode = by.Value;
            Drop(compare);
            return true;
        }

        private void LookAtValue(Instruction first, Instruction second, Instruction third)
        {
            bool isNothing = first.OpCode == OpCodes.Ldnull || (first.OpCode == OpCodes.Ldc_I4 && (int)first.Operand == 0);

            if (isNothing && (second.OpCode == OpCodes.Ceq || second.OpCode == OpCodes.Cgt_Un) && (third.OpCode == OpCodes.Brtrue || third.OpCode == OpCodes.Brfalse))
            {
                third.OpCode = second.OpCode == OpCodes.Ceq ? Opposite(third.OpCode).Value : third.OpCode;
                Drop(first);
                Drop(second);
            }
            else if (first.OpCode == OpCodes.Dup && second.OpCode == OpCodes.Stloc && third.OpCode == OpCodes.Pop)
            {
                Drop(first);
                Drop(third);
            }
        }

        private void Drop(Instruction instruction)
        {
            _editor.Drop(instruction);
            _changed = true;
        }

        // Whether one is less than the other is asked the other way round of integers only: of NaN both are false.
        private OpCode? WhenFalse(Instruction compare)
        {
            bool isInteger = compare.Previous?.OpCode == OpCodes.Ldc_I4 && !_targets.Contains(compare);
            return compare.OpCode == OpCodes.Ceq ? OpCodes.Bne_Un
                : isInteger && compare.OpCode == OpCodes.Clt ? OpCodes.Bge
                : isInteger && compare.OpCode == OpCodes.Cgt ? OpCodes.Ble
                : (OpCode?)null;
        }

        // Not of those whose opposite is another one for floating point.
        private static OpCode? Opposite(OpCode branch)
        {
            return branch == OpCodes.Brtrue ? OpCodes.Brfalse
                : branch == OpCodes.Brfalse ? OpCodes.Brtrue
                : branch == OpCodes.Beq ? OpCodes.Bne_Un
                : branch == OpCodes.Bne_Un ? OpCodes.Beq
                : (OpCode?)null;
        }
    }
}
