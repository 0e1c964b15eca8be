using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;
using UAsyncio.Weaver.Inlining;

namespace UAsyncio.Weaver.Interpreter
{
    /// <summary>Which calls may come to a catch that takes an exception: all of which it cannot be told that they do not.</summary>
    internal sealed class Catching
    {
        private readonly Definitions _definitions;
        private readonly Dictionary<MethodDefinition, bool> _known = new Dictionary<MethodDefinition, bool>();

        internal Catching(Definitions definitions)
        {
            _definitions = definitions;
        }

        internal bool MayCatch(Instruction instruction)
        {
            var reached = new List<MethodDefinition>();
            bool mayCatch = MayCatch(instruction, reached);

            // Of methods that call each other in a ring one comes to what the others come to: it is known of all that were reached, or of the first.
            foreach (MethodDefinition method in reached.Take(mayCatch ? 1 : reached.Count))
            {
                _known[method] = mayCatch;
            }

            return mayCatch;
        }

        private bool MayCatch(Instruction instruction, List<MethodDefinition> reached)
        {
            return instruction.OpCode.FlowControl == FlowControl.Call && instruction.Operand is MethodReference method && MayCatch(method, instruction.OpCode, reached);
        }

        private bool MayCatch(MethodReference reference, OpCode how, List<MethodDefinition> reached)
        {
            if (!_definitions.TryFindCalled(reference, how, out MethodDefinition method))
            {
                return true;
            }

            if (method == null)
            {
                return false;
            }

            if (Definitions.IsRuntime(method) && method.Name == "TryParse")
            {
                // It may do so by a catch in another version.
                return true;
            }

            if (_known.TryGetValue(method, out bool known) || reached.Contains(method))
            {
                return known;
            }

            reached.Add(method);
            return method.Body.ExceptionHandlers.Any(h => h.HandlerType != ExceptionHandlerType.Finally) || method.Body.Instructions.Any(i => MayCatch(i, reached));
        }
    }
}
