using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>
    /// The locals that inlined code needs in one method. Bodies that stand one after the other share them: on a device a local is 12
    /// bytes of the frame and has to be cleared at each call.
    /// </summary>
    internal sealed class LocalPool
    {
        private readonly MethodBody _body;
        private readonly List<VariableDefinition> _free = new List<VariableDefinition>();
        private readonly HashSet<VariableDefinition> _taken = new HashSet<VariableDefinition>();
        private readonly List<VariableDefinition> _new = new List<VariableDefinition>();

        internal LocalPool(MethodBody body)
        {
            _body = body;
        }

        /// <summary>How many the method would get that it does not have yet.</summary>
        internal int Added => _new.Count;

        /// <summary>Begins another body.</summary>
        /// <param name="inUse">Locals that it reads itself.</param>
        internal void Begin(IEnumerable<object> inUse)
        {
            _taken.Clear();
            _new.Clear();
            _taken.UnionWith(inUse.OfType<VariableDefinition>());
        }

        internal VariableDefinition Take(TypeReference type)
        {
            VariableDefinition local = _free.FirstOrDefault(v => v.VariableType.FullName == type.FullName && !_taken.Contains(v));

            if (local == null)
            {
                local = new VariableDefinition(type);
                _new.Add(local);
            }

            _taken.Add(local);
            return local;
        }

        /// <summary>The body is there to stay, and its locals with it.</summary>
        internal void Commit()
        {
            foreach (VariableDefinition local in _new)
            {
                _body.Variables.Add(local);
                _body.InitLocals = true;
                _free.Add(local);
            }

            _new.Clear();
        }
    }
}
