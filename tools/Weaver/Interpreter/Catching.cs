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
            return instruction.OpCode.FlowControl == FlowControl.Call && instruction.Operand is MethodReference method && MayCatch(method, instruction.OpCode);
        }

        private bool MayCatch(MethodReference reference, OpCode how)
        {
            MethodDefinition method = _definitions.Find(reference);

            if (method == null || method.IsAbstract || (how == OpCodes.Callvirt && method.IsVirtual && !method.IsFinal && !_definitions.IsSealed(method.DeclaringType)))
            {
                return true;
            }

            if (!_definitions.HasBody(method))
            {
                // The runtime's own, such as Monitor.Exit, call nothing back; but what tries to parse may do so by a catch.
                return method.Module.Assembly.Name.Name != "mscorlib" || method.Name == "TryParse" || method.DeclaringType.BaseType?.Name == "MulticastDelegate";
            }

            if (!_known.TryGetValue(method, out bool mayCatch))
            {
                // What calls itself has no more in it.
                _known.Add(method, false);
                mayCatch = method.Body.ExceptionHandlers.Any(h => h.HandlerType != ExceptionHandlerType.Finally) || method.Body.Instructions.Any(MayCatch);
                _known[method] = mayCatch;
            }

            return mayCatch;
        }
    }
}
