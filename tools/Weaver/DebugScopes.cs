using System;
using System.Collections.Generic;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver
{
    /// <summary>The places in the debug symbols, other than lines, that name an instruction: they follow it when it moves.</summary>
    internal sealed class DebugScopes
    {
        private readonly List<Action<Func<Instruction, Instruction>>> _restore = new List<Action<Func<Instruction, Instruction>>>();
        private readonly Dictionary<int, Instruction> _byOffset;

        internal DebugScopes(MethodDefinition method, Dictionary<int, Instruction> byOffset)
        {
            _byOffset = byOffset;

            if (method.DebugInformation.Scope != null)
            {
                Add(method.DebugInformation.Scope);
            }

            foreach (CustomDebugInformation information in method.CustomDebugInformations)
            {
                if (information is AsyncMethodBodyDebugInformation async)
                {
                    Add(async.CatchHandler, o => async.CatchHandler = o);
                    Add(async.Yields);
                    Add(async.Resumes);
                }
                else if (information is StateMachineScopeDebugInformation machine)
                {
                    foreach (StateMachineScope scope in machine.Scopes)
                    {
                        Add(scope.Start, o => scope.Start = o);
                        Add(scope.End, o => scope.End = o);
                    }
                }
            }
        }

        internal void Restore(Func<Instruction, Instruction> heir)
        {
            foreach (Action<Func<Instruction, Instruction>> restore in _restore)
            {
                restore(heir);
            }
        }

        private void Add(ScopeDebugInformation scope)
        {
            Add(scope.Start, o => scope.Start = o);
            Add(scope.End, o => scope.End = o);

            foreach (ScopeDebugInformation inner in scope.Scopes)
            {
                Add(inner);
            }
        }

        private void Add(IList<InstructionOffset> offsets)
        {
            for (int i = 0; i < offsets.Count; i++)
            {
                int index = i;
                Add(offsets[index], o => offsets[index] = o);
            }
        }

        private void Add(InstructionOffset offset, Action<InstructionOffset> set)
        {
            if (!offset.IsEndOfMethod && offset.Offset >= 0 && _byOffset.TryGetValue(offset.Offset, out Instruction instruction))
            {
                _restore.Add(heir =>
                {
                    Instruction now = heir(instruction);
                    set(now == null ? default : new InstructionOffset(now));
                });
            }
        }
    }
}
