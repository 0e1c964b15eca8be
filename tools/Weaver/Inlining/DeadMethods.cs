using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>Removes the methods that nobody outside can see and nobody inside names any more, since their calls were inlined.</summary>
    internal sealed class DeadMethods
    {
        private readonly ModuleDefinition _module;
        private readonly InlineRules _rules;
        private readonly CommitSections _sections;

        internal DeadMethods(ModuleDefinition module, InlineRules rules, CommitSections sections)
        {
            _module = module;
            _rules = rules;
            _sections = sections;
        }

        internal void Remove(HashSet<MethodDefinition> inlined, CallGraph graph)
        {
            foreach (MethodDefinition method in inlined.Where(m => _rules.IsRemovable(m) && graph.References(m) == 0).ToList())
            {
                _sections.Check(method);
                inlined.Remove(method);
                Remove(method);
            }
        }

        private void Remove(MethodDefinition method)
        {
            TypeDefinition type = method.DeclaringType;

            foreach (PropertyDefinition property in type.Properties.Where(p => p.GetMethod == method || p.SetMethod == method).ToList())
            {
                property.GetMethod = property.GetMethod == method ? null : property.GetMethod;
                property.SetMethod = property.SetMethod == method ? null : property.SetMethod;

                if (property.GetMethod == null && property.SetMethod == null)
                {
                    type.Properties.Remove(property);
                }
            }

            foreach (EventDefinition @event in type.Events.Where(e => e.AddMethod == method || e.RemoveMethod == method).ToList())
            {
                type.Events.Remove(@event);
            }

            // A debugger would look for it.
            foreach (MethodDefinition moveNext in _module.GetTypes().SelectMany(t => t.Methods).Where(m => m.DebugInformation.StateMachineKickOffMethod == method))
            {
                moveNext.DebugInformation.StateMachineKickOffMethod = null;
            }

            type.Methods.Remove(method);
        }
    }
}
