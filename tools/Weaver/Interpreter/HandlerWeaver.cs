using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Has a finally block and <c>throw;</c> keep the exception themselves, where a call in the block may catch another one. With that one the
    /// 1.x interpreter forgets what is under way in the methods around the catch: the finally block goes on behind itself as if nothing had been
    /// thrown, or returned; and <c>throw;</c> throws something else. So such a finally block becomes code behind a catch, which goes on with
    /// what it was told to, and <c>throw;</c> throws what the catch has kept. A thread that is aborted leaves the catch by the abortion, and the
    /// block out.
    /// </summary>
    internal sealed class HandlerWeaver
    {
        private readonly MethodEditor _editor;
        private readonly Catching _calls;
        private readonly IList<ExceptionHandler> _handlers;
        private readonly List<Kept> _kept = new List<Kept>();

        private HandlerWeaver(MethodDefinition method, Catching calls)
        {
            _editor = new MethodEditor(method);
            _calls = calls;
            _handlers = method.Body.ExceptionHandlers;
        }

        /// <returns>True when there was such a block.</returns>
        internal static bool Weave(ModuleDefinition module, Definitions definitions)
        {
            var calls = new Catching(definitions);
            List<MethodDefinition> methods = module.GetTypes().SelectMany(t => t.Methods)
                .Where(m => m.HasBody && m.Body.ExceptionHandlers.Any(h => IsFinally(h, calls) || Rethrows(h, m.Body.ExceptionHandlers, calls).Any())).ToList();

            foreach (MethodDefinition method in methods)
            {
                new HandlerWeaver(method, calls).Weave();
            }

            return methods.Count > 0;
        }

        // An inner block stands before the one around it, whose business it becomes where it goes on to.
        private void Weave()
        {
            foreach (ExceptionHandler handler in _handlers.ToList())
            {
                if (IsFinally(handler, _calls))
                {
                    TurnFinally(handler);
                    continue;
                }

                List<Instruction> rethrows = Rethrows(handler, _handlers, _calls).ToList();

                if (rethrows.Count > 0)
                {
                    Keep(handler, rethrows);
                }
            }

            _editor.Close();
        }

        private static bool IsFinally(ExceptionHandler handler, Catching calls)
        {
            return handler.HandlerType == ExceptionHandlerType.Finally && handler.TryEnd == handler.HandlerStart
                && IL.Range(handler.HandlerStart, handler.HandlerEnd).Any(calls.MayCatch);
        }

        private static IEnumerable<Instruction> Rethrows(ExceptionHandler handler, IList<ExceptionHandler> handlers, Catching calls)
        {
            if (handler.HandlerType != ExceptionHandlerType.Catch)
            {
                return Enumerable.Empty<Instruction>();
            }

            List<Instruction> range = IL.Range(handler.HandlerStart, handler.HandlerEnd).ToList();
            return range.Any(calls.MayCatch) ? range.Where(i => i.OpCode == OpCodes.Rethrow && !Inner(handler, handlers, range, i)) : Enumerable.Empty<Instruction>();
        }

        // Whether an instruction belongs to a handler inside this one.
        private static bool Inner(ExceptionHandler handler, IList<ExceptionHandler> handlers, List<Instruction> range, Instruction instruction)
        {
            return handlers.Any(h => h != handler && range.Contains(h.HandlerStart) && IL.Range(h.HandlerStart, h.HandlerEnd).Contains(instruction));
        }

        private void Keep(ExceptionHandler handler, List<Instruction> rethrows)
        {
            VariableDefinition exception = Take(handler, handler.HandlerEnd).Exception;

            foreach (Instruction rethrow in rethrows)
            {
                rethrow.OpCode = OpCodes.Ldloc;
                rethrow.Operand = exception;
                _editor.InsertAfter(rethrow, Instruction.Create(OpCodes.Throw));
            }

            Instruction first = handler.HandlerStart;
            _editor.InsertBefore(first, Instruction.Create(OpCodes.Dup));
            _editor.InsertAfter(first, Instruction.Create(OpCodes.Stloc, exception));
        }

        private void TurnFinally(ExceptionHandler handler)
        {
            Instruction first = handler.HandlerStart;
            Instruction end = handler.HandlerEnd;
            List<Instruction> tried = IL.Range(handler.TryStart, first).ToList();
            List<Instruction> block = IL.Range(first, end).ToList();
            List<Instruction> leaves = tried.Where(i => i.OpCode == OpCodes.Leave && !tried.Contains((Instruction)i.Operand)).ToList();
            List<Instruction> targets = leaves.Select(i => (Instruction)i.Operand).Distinct().ToList();
            List<Instruction> ends = block.Where(i => i.OpCode == OpCodes.Endfinally && !Inner(handler, _handlers, block, i)).ToList();
            Kept kept = Take(handler, end);
            List<Instruction> onward = Onward(handler, kept, targets);
            Instruction last = block[block.Count - 1];

            foreach (Instruction instruction in Enumerable.Reverse(onward))
            {
                _editor.InsertAfter(last, instruction);
            }

            foreach (Instruction instruction in ends)
            {
                if (instruction == last)
                {
                    _editor.Drop(instruction);
                }
                else
                {
                    instruction.OpCode = OpCodes.Br;
                    instruction.Operand = onward[0];
                }
            }

            foreach (Instruction leave in leaves)
            {
                int target = targets.IndexOf((Instruction)leave.Operand);
                leave.Operand = first;
                _editor.InsertBefore(leave, Instruction.Create(OpCodes.Ldc_I4, target));
                _editor.InsertAfter(leave, Instruction.Create(OpCodes.Stloc, kept.Target));
            }

            PutCatch(handler, kept, targets.Count);
        }

        // In front of the block, which is no handler any more.
        private void PutCatch(ExceptionHandler handler, Kept kept, int targets)
        {
            Instruction first = handler.HandlerStart;
            var catching = new List<Instruction> { Instruction.Create(OpCodes.Stloc, kept.Exception) };

            if (targets > 0)
            {
                catching.Add(Instruction.Create(OpCodes.Ldc_I4, targets));
                catching.Add(Instruction.Create(OpCodes.Stloc, kept.Target));
            }

            catching.Add(Instruction.Create(OpCodes.Leave, first));
            int index = _editor.Instructions.IndexOf(first);

            foreach (Instruction instruction in catching)
            {
                _editor.Instructions.Insert(index++, instruction);
            }

            foreach (ExceptionHandler other in _handlers)
            {
                other.TryEnd = other.TryEnd == first ? catching[0] : other.TryEnd;
                other.HandlerEnd = other.HandlerEnd == first ? catching[0] : other.HandlerEnd;
            }

            handler.HandlerType = ExceptionHandlerType.Catch;
            handler.CatchType = _editor.Method.Module.TypeSystem.Object;
            handler.HandlerStart = catching[0];
            handler.HandlerEnd = first;
        }

        // Behind the block: to where the try was left for, or on with the exception.
        private List<Instruction> Onward(ExceptionHandler handler, Kept kept, List<Instruction> targets)
        {
            var code = new List<Instruction>();
            List<Instruction> jumps = targets.Select(t => Leaves(handler, t) ? Instruction.Create(OpCodes.Leave, t) : t).ToList();

            if (jumps.Count > 0)
            {
                code.Add(Instruction.Create(OpCodes.Ldloc, kept.Target));
                code.Add(jumps.Count == 1 ? Instruction.Create(OpCodes.Brfalse, jumps[0]) : Instruction.Create(OpCodes.Switch, jumps.ToArray()));
            }

            code.Add(Instruction.Create(OpCodes.Ldloc, kept.Exception));
            code.Add(Instruction.Create(OpCodes.Throw));
            code.AddRange(jumps.Except(targets));
            return code;
        }

        // Whether the way from a block to a target leaves another one.
        private bool Leaves(ExceptionHandler handler, Instruction target)
        {
            return _handlers.Where(h => h != handler).SelectMany(h => new[] { IL.Range(h.TryStart, h.TryEnd), IL.Range(h.HandlerStart, h.HandlerEnd) })
                .Any(range => range.Contains(handler.HandlerStart) && !range.Contains(target));
        }

        // On a device a local is 12 bytes of the frame: blocks that are not one in the other share theirs.
        private Kept Take(ExceptionHandler handler, Instruction end)
        {
            List<Instruction> range = IL.Range(handler.TryStart, end).ToList();
            Kept kept = _kept.FirstOrDefault(k => !k.Users.Any(u => range.Contains(u.TryStart) || IL.Range(u.TryStart, u.HandlerEnd).Contains(handler.TryStart)));

            if (kept == null)
            {
                kept = new Kept { Exception = _editor.AddLocal(_editor.Method.Module.TypeSystem.Object) };
                _kept.Add(kept);
            }

            if (handler.HandlerType == ExceptionHandlerType.Finally && kept.Target == null)
            {
                kept.Target = _editor.AddLocal(_editor.Method.Module.TypeSystem.Int32);
            }

            kept.Users.Add(handler);
            return kept;
        }

        private sealed class Kept
        {
            internal VariableDefinition Exception;

            internal VariableDefinition Target;

            internal List<ExceptionHandler> Users { get; } = new List<ExceptionHandler>();
        }
    }
}
