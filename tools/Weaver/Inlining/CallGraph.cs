using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace UAsyncio.Weaver.Inlining
{
    /// <summary>Who calls whom: the order in which to inline, what is recursive, and how often each method is named.</summary>
    internal sealed class CallGraph
    {
        private readonly Definitions _definitions;
        private readonly Dictionary<MethodDefinition, int> _numbers = new Dictionary<MethodDefinition, int>();
        private readonly Dictionary<MethodDefinition, int> _lowest = new Dictionary<MethodDefinition, int>();
        private readonly Stack<MethodDefinition> _open = new Stack<MethodDefinition>();
        private readonly HashSet<MethodDefinition> _isOpen = new HashSet<MethodDefinition>();
        private readonly HashSet<MethodDefinition> _recursive = new HashSet<MethodDefinition>();
        private readonly Dictionary<MethodDefinition, int> _references = new Dictionary<MethodDefinition, int>();
        private readonly List<MethodDefinition> _order = new List<MethodDefinition>();

        internal CallGraph(ModuleDefinition module, Definitions definitions)
        {
            _definitions = definitions;

            foreach (MethodDefinition method in module.GetTypes().SelectMany(t => t.Methods))
            {
                Count(method);

                if (method.HasBody && !_numbers.ContainsKey(method))
                {
                    Visit(method);
                }
            }

            _order.RemoveAll(m => m.Module != module);
        }

        /// <summary>The module's methods with code, callees before their callers.</summary>
        internal IReadOnlyList<MethodDefinition> Order => _order;

        internal bool IsRecursive(MethodDefinition method) => _recursive.Contains(method);

        /// <summary>How many instructions and overrides of the module name a method.</summary>
        internal int References(MethodDefinition method) => _references.TryGetValue(method, out int count) ? count : 0;

        private void Count(MethodDefinition method)
        {
            IEnumerable<MethodReference> named = method.Overrides;

            if (method.HasBody)
            {
                named = named.Concat(method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>());
            }

            foreach (MethodReference each in named)
            {
                MethodDefinition found = _definitions.Find(each is GenericInstanceMethod instance ? instance.ElementMethod : each);

                if (found != null)
                {
                    _references[found] = References(found) + 1;
                }
            }
        }

        // Tarjan's: what is found together with others, or calls itself, is recursive.
        private void Visit(MethodDefinition method)
        {
            int number = _numbers.Count;
            _numbers.Add(method, number);
            _lowest.Add(method, number);
            _open.Push(method);
            _isOpen.Add(method);

            foreach (MethodDefinition called in Called(method))
            {
                if (called == method)
                {
                    _recursive.Add(method);
                }
                else if (!_numbers.ContainsKey(called))
                {
                    Visit(called);
                    _lowest[method] = System.Math.Min(_lowest[method], _lowest[called]);
                }
                else if (_isOpen.Contains(called))
                {
                    _lowest[method] = System.Math.Min(_lowest[method], _numbers[called]);
                }
            }

            if (_lowest[method] == number)
            {
                bool alone = _open.Peek() == method;
                MethodDefinition member;

                do
                {
                    member = _open.Pop();
                    _isOpen.Remove(member);

                    if (!alone)
                    {
                        _recursive.Add(member);
                    }
                }
                while (member != method);
            }

            _order.Add(method);
        }

        private IEnumerable<MethodDefinition> Called(MethodDefinition method)
        {
            return method.Body.Instructions
                .Where(i => i.OpCode == OpCodes.Call || i.OpCode == OpCodes.Callvirt)
                .Select(i => _definitions.Find((MethodReference)i.Operand))
                .Where(m => m != null && _definitions.HasBody(m) && !m.IsAbstract)
                .Distinct();
        }
    }
}
