using System.Collections.Generic;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>Adds up the call trees of all threads.</summary>
    internal sealed class CostCollector
    {
        private const string NoCoroutine = "(loop)";

        private readonly Cost _cost = new();
        private readonly List<string> _path = new();
        private readonly Stack<string> _coroutines = new();

        public static Cost Collect(IEnumerable<ThreadProfile> threads)
        {
            CostCollector collector = new();
            collector._coroutines.Push(NoCoroutine);
            foreach (ThreadProfile thread in threads)
            {
                lock (thread)
                {
                    collector.Visit(thread.Root);
                }
            }

            return collector._cost;
        }

        /// <summary>The IL instructions of a node alone.</summary>
        public static long InstructionsOf(CallNode node)
        {
            long instructions = 0;
            for (int i = 0; i < node.Hits.Length; i++)
            {
                instructions += node.Hits[i] * node.Method.Blocks[i].Instructions;
            }

            return instructions;
        }

        /// <summary>What a node has allocated itself, literals included.</summary>
        public static IEnumerable<KeyValuePair<TypeRecord, TypeCost>> AllocationsOf(CallNode node)
        {
            long literals = 0;
            for (int i = 0; i < node.Hits.Length; i++)
            {
                literals += node.Hits[i] * node.Method.Blocks[i].Literals;
            }

            foreach (KeyValuePair<TypeRecord, TypeCost> allocation in node.Allocations)
            {
                yield return allocation;
            }

            if (literals > 0)
            {
                yield return new(TypeRecord.Literal, new TypeCost(literals, literals * TypeRecord.Literal.Size));
            }
        }

        // Returns the instructions of the node and of all below it.
        private long Visit(CallNode node)
        {
            string name = node.Method.Name;
            long own = InstructionsOf(node);
            long total = own;
            TypeCost allocations = CountAllocations(node);
            CallCounts made = CountCalls(node);
            _cost.Instructions += own;
            bool isOutermost = !_path.Contains(name);
            _path.Add(name);
            if (node.Method.IsCoroutine)
            {
                _coroutines.Push(name);
            }

            foreach (CallNode child in node.Children)
            {
                total += Visit(child);
            }

            // One that was entered before the counting began has instructions and no entry.
            if (node.Entries > 0 || own > 0)
            {
                _cost.AddCoroutine(_coroutines.Peek(), new MethodCost(node.Method.IsCoroutine ? node.Entries : 0, own, own, allocations, made));
                _cost.AddMethod(name, new MethodCost(node.Entries, own, isOutermost ? total : 0, allocations, made));
            }

            _path.RemoveAt(_path.Count - 1);
            if (node.Method.IsCoroutine)
            {
                _coroutines.Pop();
            }

            return total;
        }

        private TypeCost CountAllocations(CallNode node)
        {
            TypeCost sum = default;
            foreach ((TypeRecord type, TypeCost cost) in AllocationsOf(node))
            {
                _cost.AddType(type.Name, cost);
                sum += cost;
            }

            return sum;
        }

        private CallCounts CountCalls(CallNode node)
        {
            CallCounts sum = default;
            for (int i = 0; i < node.Hits.Length; i++)
            {
                sum += node.Method.Blocks[i].Calls * node.Hits[i];
                foreach (string call in node.Hits[i] == 0 ? [] : node.Method.Blocks[i].RuntimeCalls)
                {
                    _cost.AddRuntimeCalls(call, node.Hits[i]);
                }
            }

            _cost.Calls += sum;
            return sum;
        }
    }
}
