using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver
{
    /// <summary>The places in the debug symbols, other than lines, that name an instruction: they follow it when it moves.</summary>
    internal sealed class DebugScopes
    {
        private readonly List<Action<Func<Instruction, Instruction>>> _restore = new List<Action<Func<Instruction, Instruction>>>();
        private readonly Dictionary<int, Instruction> _byOffset;
        private readonly List<ScopeDebugInformation> _scopes = new List<ScopeDebugInformation>();

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

        /// <summary>Renumbers the locals that are named.</summary>
        /// <param name="find">Says which local had a number; null for one that is gone.</param>
        internal void KeepLocals(Func<int, VariableDefinition> find)
        {
            foreach (ScopeDebugInformation scope in _scopes)
            {
                List<VariableDebugInformation> before = scope.Variables.ToList();
                scope.Variables.Clear();

                foreach (VariableDebugInformation named in before)
                {
                    if (find(named.Index) is VariableDefinition local)
                    {
                        scope.Variables.Add(new VariableDebugInformation(local, named.Name) { Attributes = named.Attributes });
                    }
                }
            }
        }

        private void Add(ScopeDebugInformation scope)
        {
            _scopes.Add(scope);
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
