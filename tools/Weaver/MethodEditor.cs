using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Mono.Collections.Generic;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver
{
    /// <summary>
    /// Edits one method body. An instruction that is dropped hands its branches, block borders and line over to the
    /// one after it; <see cref="Close"/> puts everything back into the shortest form.
    /// </summary>
    internal sealed class MethodEditor
    {
        private readonly MethodBody _body;
        private readonly List<KeyValuePair<Instruction, SequencePoint>> _lines = new List<KeyValuePair<Instruction, SequencePoint>>();
        private readonly Dictionary<int, Instruction> _byOffset;
        private readonly HashSet<Instruction> _dropped = new HashSet<Instruction>();

        internal MethodEditor(MethodDefinition method)
        {
            Method = method;
            _body = method.Body;
            _byOffset = _body.Instructions.ToDictionary(i => i.Offset);

            // Line numbers are bound to instructions now: offsets are about to change.
            foreach (SequencePoint point in method.DebugInformation.SequencePoints)
            {
                if (_byOffset.TryGetValue(point.Offset, out Instruction instruction))
                {
                    _lines.Add(new KeyValuePair<Instruction, SequencePoint>(instruction, point));
                }
            }

            Scopes = new DebugScopes(method, _byOffset);
            method.DebugInformation.SequencePoints.Clear();
            _body.SimplifyMacros();
        }

        internal MethodDefinition Method { get; }

        internal Collection<Instruction> Instructions => _body.Instructions;

        private DebugScopes Scopes { get; }

        internal VariableDefinition AddLocal(TypeReference type)
        {
            var local = new VariableDefinition(type);
            _body.Variables.Add(local);
            _body.InitLocals = true;
            return local;
        }

        /// <summary>Takes away all locals but some, with what the symbols say of them.</summary>
        internal void RemoveLocals(ICollection<VariableDefinition> but)
        {
            Scopes.KeepLocals(i => i < _body.Variables.Count && but.Contains(_body.Variables[i]) ? _body.Variables[i] : null);

            foreach (VariableDefinition local in _body.Variables.Where(v => !but.Contains(v)).ToList())
            {
                _body.Variables.Remove(local);
            }
        }

        /// <summary>What branches and blocks go to.</summary>
        internal HashSet<Instruction> Targets()
        {
            var targets = new HashSet<Instruction>();

            foreach (Instruction instruction in Instructions)
            {
                if (instruction.Operand is Instruction target)
                {
                    targets.Add(target);
                }
                else if (instruction.Operand is Instruction[] several)
                {
                    targets.UnionWith(several);
                }
            }

            foreach (ExceptionHandler handler in _body.ExceptionHandlers)
            {
                targets.UnionWith(new[] { handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart }.Where(i => i != null));
            }

            return targets;
        }

        /// <summary>
        /// Whether a block with a finally is left for an instruction right in front of it. That one has no heir: the first of the block is inside, and
        /// what goes there leaves nothing, no finally runs.
        /// </summary>
        /// <param name="body">The body.</param>
        /// <param name="instruction">The instruction.</param>
        /// <param name="dropped">What lies between it and the block, and is about to go.</param>
        internal static bool IsLeftTo(MethodBody body, Instruction instruction, ICollection<Instruction> dropped)
        {
            Instruction next = instruction.Next;

            while (next != null && dropped.Contains(next) && !body.ExceptionHandlers.Any(h => h.TryStart == next))
            {
                next = next.Next;
            }

            return body.ExceptionHandlers.Any(h => h.HandlerType == ExceptionHandlerType.Finally && h.TryStart == next && IL.Range(h.TryStart, h.TryEnd).Any(i => i.Operand == instruction));
        }

        internal void Drop(Instruction instruction)
        {
            instruction.OpCode = OpCodes.Nop;
            instruction.Operand = null;
            _dropped.Add(instruction);
        }

        internal void Drop(IEnumerable<Instruction> instructions)
        {
            foreach (Instruction instruction in instructions)
            {
                Drop(instruction);
            }
        }

        /// <summary>Puts instructions in the place of a run of at least as many.</summary>
        internal void Replace(IReadOnlyList<Instruction> run, params Instruction[] by)
        {
            for (int i = 0; i < run.Count; i++)
            {
                if (i < by.Length)
                {
                    run[i].OpCode = by[i].OpCode;
                    run[i].Operand = by[i].Operand;
                }
                else
                {
                    Drop(run[i]);
                }
            }
        }

        internal void InsertBefore(Instruction instruction, Instruction inserted)
        {
            // The new one takes the place of the old, so that what branches to it still comes by.
            int index = Instructions.IndexOf(instruction);
            var moved = Instruction.Create(OpCodes.Nop);
            moved.OpCode = instruction.OpCode;
            moved.Operand = instruction.Operand;
            instruction.OpCode = inserted.OpCode;
            instruction.Operand = inserted.Operand;
            Instructions.Insert(index + 1, moved);
        }

        internal void InsertAfter(Instruction instruction, Instruction inserted)
        {
            Instructions.Insert(Instructions.IndexOf(instruction) + 1, inserted);
        }

        /// <summary>An error at an instruction: while the editor is open the lines are here, not in the symbols.</summary>
        internal WeaveException Error(Instruction at, string code, string message)
        {
            SequencePoint found = null;

            foreach (Instruction instruction in Instructions)
            {
                SequencePoint point = _lines.LastOrDefault(l => l.Key == instruction).Value;
                found = point == null || point.IsHidden ? found : point;

                if (instruction == at && found != null)
                {
                    break;
                }
            }

            string where = found == null ? SourceMap.Describe(Method) + ": " : string.Empty;
            return new WeaveException(new Diagnostic(code, where + message, found?.Document.Url, found?.StartLine ?? 0, found?.StartColumn ?? 0));
        }

        internal void Close()
        {
            foreach (Instruction instruction in _dropped.Where(i => IsLeftTo(_body, i, _dropped)).ToList())
            {
                _dropped.Remove(instruction);
            }

            var heirs = new Dictionary<Instruction, Instruction>();
            Instruction heir = null;

            for (int i = Instructions.Count - 1; i >= 0 && heirs.Count < _dropped.Count; i--)
            {
                if (_dropped.Contains(Instructions[i]))
                {
                    heirs[Instructions[i]] = heir;
                }
                else
                {
                    heir = Instructions[i];
                }
            }

            Instruction Heir(Instruction instruction) => instruction != null && heirs.TryGetValue(instruction, out Instruction next) ? next : instruction;

            foreach (Instruction instruction in Instructions)
            {
                if (instruction.Operand is Instruction target)
                {
                    instruction.Operand = Heir(target);
                }
                else if (instruction.Operand is Instruction[] targets)
                {
                    instruction.Operand = targets.Select(Heir).ToArray();
                }
            }

            foreach (ExceptionHandler handler in _body.ExceptionHandlers)
            {
                handler.TryStart = Heir(handler.TryStart);
                handler.TryEnd = Heir(handler.TryEnd);
                handler.HandlerStart = Heir(handler.HandlerStart);
                handler.HandlerEnd = Heir(handler.HandlerEnd);
                handler.FilterStart = Heir(handler.FilterStart);
            }

            RemoveDropped();
            ShortForms.Apply(_body);
            RestoreLines(Heir);
            Scopes.Restore(Heir);
        }

        // Each by itself would move all behind it.
        private void RemoveDropped()
        {
            if (_dropped.Count == 0)
            {
                return;
            }

            List<Instruction> kept = Instructions.Where(i => !_dropped.Contains(i)).ToList();
            Instructions.Clear();
            kept.ForEach(Instructions.Add);

            if (kept.Count > 0)
            {
                kept[0].Previous = null;
                kept[kept.Count - 1].Next = null;
            }
        }

        private void RestoreLines(System.Func<Instruction, Instruction> heir)
        {
            var points = Method.DebugInformation.SequencePoints;
            points.Clear();
            Instruction last = null;

            foreach (var line in _lines)
            {
                Instruction instruction = heir(line.Key);

                if (instruction == null)
                {
                    continue;
                }

                SequencePoint old = line.Value;

                if (instruction == last)
                {
                    // A line that a user can step to is not given up for one that is hidden.
                    if (old.IsHidden)
                    {
                        continue;
                    }

                    points.RemoveAt(points.Count - 1);
                }

                points.Add(new SequencePoint(instruction, old.Document)
                {
                    StartLine = old.StartLine,
                    StartColumn = old.StartColumn,
                    EndLine = old.EndLine,
                    EndColumn = old.EndColumn,
                });
                last = instruction;
            }
        }
    }
}
