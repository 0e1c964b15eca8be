using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.NanoProfile.Counting;

namespace UAsyncio.NanoProfile.Reports
{
    /// <summary>Who called whom at what cost, on all threads together: what the flame graphs show.</summary>
    internal sealed class CallTree
    {
        private readonly SortedDictionary<string, CallTree> _children = new(StringComparer.Ordinal);

        private CallTree(string name)
        {
            Name = name;
        }

        public string Name { get; }

        /// <summary>Gets the method's own IL instructions.</summary>
        public long Instructions { get; private set; }

        /// <summary>Gets the bytes that it allocated itself.</summary>
        public long Bytes { get; private set; }

        public IEnumerable<CallTree> Children => _children.Values;

        public static CallTree Of(IEnumerable<ThreadProfile> threads)
        {
            CallTree all = new("all");
            foreach (ThreadProfile thread in threads)
            {
                lock (thread)
                {
                    foreach (CallNode child in thread.Root.Children)
                    {
                        all.Add(child);
                    }
                }
            }

            return all;
        }

        private void Add(CallNode node)
        {
            // The call of an async method and its body go by one name.
            CallTree tree = node.Method.Name == Name ? this : Child(node.Method.Name);
            tree.Instructions += CostCollector.InstructionsOf(node);
            tree.Bytes += CostCollector.AllocationsOf(node).Sum(a => a.Value.Bytes);
            foreach (CallNode child in node.Children)
            {
                tree.Add(child);
            }
        }

        private CallTree Child(string name)
        {
            if (!_children.TryGetValue(name, out CallTree? child))
            {
                child = new CallTree(name);
                _children.Add(name, child);
            }

            return child;
        }
    }
}
