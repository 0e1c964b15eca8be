using System.Collections.Generic;
using System.Linq;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>The locals of a body that it may read before it has set them: it relies on their being zero at its beginning.</summary>
    internal sealed class UnsetLocals
    {
        private readonly InlineBody _body;
        private readonly Dictionary<Instruction, HashSet<VariableDefinition>> _set = new Dictionary<Instruction, HashSet<VariableDefinition>>();
        private readonly Dictionary<Instruction, int> _index = new Dictionary<Instruction, int>();

        internal UnsetLocals(InlineBody body)
        {
            _body = body;

            for (int i = 0; i < body.Code.Count; i++)
            {
                _index.Add(body.Code[i], i);
            }
        }

        internal IEnumerable<VariableDefinition> Find()
        {
            if (!_body.Code.Any(c => c.Operand is VariableDefinition))
            {
                return Enumerable.Empty<VariableDefinition>();
            }

            var open = new Stack<Instruction>();
            Enter(_body.Code[0], new HashSet<VariableDefinition>(), open);

            while (open.Count > 0)
            {
                Instruction instruction = open.Pop();
                var after = new HashSet<VariableDefinition>(_set[instruction]);

                if (instruction.Operand is VariableDefinition local && (instruction.OpCode == OpCodes.Stloc || IsInitialised(instruction)))
                {
                    after.Add(local);
                }

                foreach (Instruction target in IL.Targets(instruction))
                {
                    Enter(target, after, open);
                }

                if (IL.FallsThrough(instruction) && _index[instruction] + 1 < _body.Code.Count)
                {
                    Enter(_body.Code[_index[instruction] + 1], after, open);
                }
            }

            return _set.Where(s => s.Key.Operand is VariableDefinition local && s.Key.OpCode != OpCodes.Stloc && !IsInitialised(s.Key) && !s.Value.Contains(local))
                .Select(s => (VariableDefinition)s.Key.Operand).Distinct().OrderBy(v => v.Index).ToList();
        }

        private bool IsInitialised(Instruction instruction)
        {
            int next = _index[instruction] + 1;
            return instruction.OpCode == OpCodes.Ldloca && next < _body.Code.Count && _body.Code[next].OpCode == OpCodes.Initobj;
        }

        // What is set on every way to an instruction.
        private void Enter(Instruction instruction, HashSet<VariableDefinition> set, Stack<Instruction> open)
        {
            if (!_set.TryGetValue(instruction, out HashSet<VariableDefinition> before))
            {
                _set.Add(instruction, new HashSet<VariableDefinition>(set));
                open.Push(instruction);
            }
            else if (!before.IsSubsetOf(set))
            {
                before.IntersectWith(set);
                open.Push(instruction);
            }
        }
    }
}
