using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>
    /// Takes the exception filters out of a method, <c>catch … when</c>: an interpreter that runs small calls in their caller's frame, as
    /// devices do, corrupts its heap at one. The clauses of a try from the first filter on become one handler, which tries one after
    /// the other and throws again what none wants. So a filter runs when the finally blocks inside the try have run.
    /// </summary>
    internal sealed class FilterWeaver
    {
        private readonly MethodEditor _editor;
        private readonly IList<ExceptionHandler> _handlers;
        private VariableDefinition _exception;
        private VariableDefinition _result;

        private FilterWeaver(MethodDefinition method)
        {
            _editor = new MethodEditor(method);
            _handlers = method.Body.ExceptionHandlers;
        }

        /// <returns>True when there was a filter.</returns>
        internal static bool Weave(ModuleDefinition module)
        {
            List<MethodDefinition> methods = module.GetTypes().SelectMany(t => t.Methods)
                .Where(m => m.HasBody && m.Body.ExceptionHandlers.Any(IsFilter)).ToList();

            foreach (MethodDefinition method in methods)
            {
                new FilterWeaver(method).Weave();
            }

            return methods.Count > 0;
        }

        private void Weave()
        {
            ExceptionHandler first;

            while ((first = _handlers.FirstOrDefault(IsFilter)) != null)
            {
                int index = _handlers.IndexOf(first);
                List<ExceptionHandler> clauses = _handlers.Skip(index).Where(h => h.TryStart == first.TryStart && h.TryEnd == first.TryEnd).ToList();
                Check(clauses);
                Merge(clauses, index);
            }

            _editor.Close();
        }

        private static bool IsFilter(ExceptionHandler handler) => handler.HandlerType == ExceptionHandlerType.Filter;

        private static Instruction Start(ExceptionHandler clause) => clause.FilterStart ?? clause.HandlerStart;

        private static bool CatchesAll(ExceptionHandler clause)
        {
            return !IsFilter(clause) && (clause.CatchType.FullName == "System.Object" || clause.CatchType.FullName == "System.Exception");
        }

        // Clauses stand one behind the other, and a filter ends where its handler begins.
        private void Check(List<ExceptionHandler> clauses)
        {
            for (int i = 0; i < clauses.Count; i++)
            {
                bool known = (IsFilter(clauses[i]) || clauses[i].HandlerType == ExceptionHandlerType.Catch)
                    && (i + 1 == clauses.Count || clauses[i].HandlerEnd == Start(clauses[i + 1]))
                    && (!IsFilter(clauses[i]) || (clauses[i].HandlerStart.Previous.OpCode == OpCodes.Endfilter
                        && IL.Range(clauses[i].FilterStart, clauses[i].HandlerStart).Count(f => f.OpCode == OpCodes.Endfilter) == 1));

                if (!known)
                {
                    throw _editor.Error(Start(clauses[i]), "UAN012", "the weaver does not know this compiler's exception filter: test inside the catch, and throw again what is not meant");
                }
            }
        }

        private void Merge(List<ExceptionHandler> clauses, int index)
        {
            ExceptionHandler last = clauses[clauses.Count - 1];
            Instruction end = last.HandlerEnd;
            var merged = new ExceptionHandler(ExceptionHandlerType.Catch)
            {
                CatchType = _editor.Method.Module.TypeSystem.Object,
                TryStart = clauses[0].TryStart,
                TryEnd = clauses[0].TryEnd,
                HandlerStart = Start(clauses[0]),
                HandlerEnd = end,
            };
            Instruction rethrow = CatchesAll(last) ? null : AddRethrow(last);

            foreach (ExceptionHandler clause in clauses)
            {
                _handlers.Remove(clause);
            }

            for (int i = 0; i < clauses.Count; i++)
            {
                Instruction next = i + 1 < clauses.Count ? Start(clauses[i + 1]) : rethrow;

                if (IsFilter(clauses[i]))
                {
                    // What is inside another block comes before it.
                    ExceptionHandler inner = WriteFilter(clauses[i], i == 0, next, clauses.Count > 1);

                    if (inner != null)
                    {
                        _handlers.Insert(index++, inner);
                    }
                }
                else
                {
                    WriteCatch(clauses[i], next);
                }
            }

            _handlers.Insert(index, merged);
        }

        private Instruction AddRethrow(ExceptionHandler last)
        {
            Instruction rethrow = Instruction.Create(OpCodes.Rethrow);
            Instruction before = last.HandlerEnd == null ? _editor.Instructions[_editor.Instructions.Count - 1] : last.HandlerEnd.Previous;
            HashSet<Instruction> inside = new HashSet<Instruction>(IL.Range(last.HandlerStart, last.HandlerEnd));
            _editor.InsertAfter(before, rethrow);

            // A block that ends with this one, inside it, ends in front of what is new.
            foreach (ExceptionHandler handler in _handlers.Where(h => h.HandlerEnd == last.HandlerEnd && h != last && inside.Contains(h.HandlerStart)))
            {
                handler.HandlerEnd = rethrow;
            }

            return rethrow;
        }

        private ExceptionHandler WriteFilter(ExceptionHandler clause, bool first, Instruction next, bool more)
        {
            bool mayThrow = IL.Range(clause.FilterStart, clause.HandlerStart).Any(MayThrow);
            bool pops = clause.HandlerStart.OpCode == OpCodes.Pop;
            Instruction endFilter = clause.HandlerStart.Previous;
            Instruction from = clause.FilterStart;

            if (mayThrow || more || !pops)
            {
                // First in a handler, the exception is on the stack.
                from = first ? InsertBefore(from, Instruction.Create(OpCodes.Stloc, Exception)) : from;
                InsertBefore(from, Instruction.Create(OpCodes.Ldloc, Exception));
            }

            var behind = new List<Instruction>();
            ExceptionHandler inner = null;

            if (mayThrow)
            {
                // An exception out of a filter is a no.
                Instruction ask = Instruction.Create(OpCodes.Ldloc, Result);
                Instruction caught = Instruction.Create(OpCodes.Pop);
                behind.Add(Instruction.Create(OpCodes.Leave, ask));
                behind.Add(caught);
                behind.Add(Instruction.Create(OpCodes.Ldc_I4_0));
                behind.Add(Instruction.Create(OpCodes.Stloc, Result));
                behind.Add(Instruction.Create(OpCodes.Leave, ask));
                behind.Add(ask);
                behind.Add(Instruction.Create(OpCodes.Brfalse, next));
                inner = new ExceptionHandler(ExceptionHandlerType.Catch)
                {
                    CatchType = _editor.Method.Module.TypeSystem.Object,
                    TryStart = from,
                    TryEnd = caught,
                    HandlerStart = caught,
                    HandlerEnd = ask,
                };
                endFilter.OpCode = OpCodes.Stloc;
                endFilter.Operand = Result;
            }
            else
            {
                endFilter.OpCode = OpCodes.Brfalse;
                endFilter.Operand = next;
            }

            if (pops)
            {
                _editor.Drop(clause.HandlerStart);
            }
            else
            {
                behind.Add(Instruction.Create(OpCodes.Ldloc, Exception));
            }

            foreach (Instruction instruction in Enumerable.Reverse(behind))
            {
                _editor.InsertAfter(endFilter, instruction);
            }

            return inner;
        }

        private void WriteCatch(ExceptionHandler clause, Instruction next)
        {
            Instruction from = clause.HandlerStart;
            bool pops = from.OpCode == OpCodes.Pop;

            if (!CatchesAll(clause))
            {
                from = InsertBefore(from, Instruction.Create(OpCodes.Ldloc, Exception));
                from = InsertBefore(from, Instruction.Create(OpCodes.Isinst, clause.CatchType));
                from = InsertBefore(from, Instruction.Create(OpCodes.Brfalse, next));
            }

            if (pops)
            {
                _editor.Drop(from);
            }
            else
            {
                InsertBefore(from, Instruction.Create(OpCodes.Ldloc, Exception));
            }
        }

        private VariableDefinition Exception => _exception ?? (_exception = _editor.AddLocal(_editor.Method.Module.TypeSystem.Object));

        private VariableDefinition Result => _result ?? (_result = _editor.AddLocal(_editor.Method.Module.TypeSystem.Int32));

        // Where the old one is now.
        private Instruction InsertBefore(Instruction instruction, Instruction inserted)
        {
            _editor.InsertBefore(instruction, inserted);
            return instruction.Next;
        }

        // Whether a filter needs a try of its own. It needs none for comparing numbers and fields of this.
        private bool MayThrow(Instruction instruction)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Nop:
                case Code.Dup:
                case Code.Pop:
                case Code.Ldarg:
                case Code.Ldloc:
                case Code.Stloc:
                case Code.Ldsfld:
                case Code.Stsfld:
                case Code.Isinst:
                case Code.Ldnull:
                case Code.Ldc_I4:
                case Code.Ceq:
                case Code.Cgt:
                case Code.Cgt_Un:
                case Code.Clt:
                case Code.Clt_Un:
                case Code.And:
                case Code.Or:
                case Code.Xor:
                case Code.Endfilter:
                    return false;
                case Code.Ldfld:
                    return !IsThis(instruction.Previous) && !(instruction.Previous.Operand is FieldReference field && field.Name == Names.ThisField);
                case Code.Stfld:
                    // A hoisted local: this, a value, the store.
                    return !IsThis(instruction.Previous?.Previous);
                default:
                    FlowControl flow = instruction.OpCode.FlowControl;
                    return flow != FlowControl.Branch && flow != FlowControl.Cond_Branch;
            }
        }

        private bool IsThis(Instruction instruction)
        {
            return instruction != null && _editor.Method.HasThis && instruction.OpCode == OpCodes.Ldarg && instruction.Operand == _editor.Method.Body.ThisParameter;
        }
    }
}
