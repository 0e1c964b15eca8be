using System;
using System.Collections.Generic;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>
    /// A device method as it was called: one for each call path of a thread. Woven code holds its node in a local and
    /// counts on it; nothing else should use the members that it calls.
    /// </summary>
    public sealed class CallNode
    {
        private readonly ThreadProfile _thread;
        private readonly Dictionary<TypeRecord, TypeCost> _allocations = new();
        private readonly List<CallNode> _children = new();
        private CallNode? _last;

        internal CallNode(ThreadProfile thread, MethodRecord method, CallNode? parent)
        {
            _thread = thread;
            Method = method;
            Parent = parent;
            Hits = new long[method.Blocks.Count];
        }

        internal MethodRecord Method { get; }

        internal CallNode? Parent { get; }

        /// <summary>How often the method was entered by this path.</summary>
        internal long Entries { get; private set; }

        /// <summary>How often each of its basic blocks was entered.</summary>
        internal long[] Hits { get; }

        /// <summary>Whether nothing was counted, in what it called neither.</summary>
        internal bool IsEmpty => Entries == 0 && Array.TrueForAll(Hits, hits => hits == 0) && _allocations.Count == 0 && _children.TrueForAll(child => child.IsEmpty);

        internal IReadOnlyDictionary<TypeRecord, TypeCost> Allocations => _allocations;

        internal IReadOnlyList<CallNode> Children => _children;

        /// <summary>Woven into the start of every method.</summary>
        /// <param name="method">The method's number.</param>
        /// <returns>Its node.</returns>
        public static CallNode Enter(int method)
        {
            Shortage.Pass();
            ThreadProfile thread = ThreadProfile.Current;
            CallNode node = thread.Node.Child(method);
            thread.Node = node;
            if (Counters.IsOn)
            {
                node.Entries++;
            }

            return node;
        }

        /// <summary>Woven in front of every basic block.</summary>
        /// <param name="block">The block's number in its method.</param>
        public void Hit(int block)
        {
            // An exception leaves methods without a word: the handler that goes on is where the thread is now.
            _thread.Node = this;
            if (Counters.IsOn)
            {
                Hits[block]++;
            }
        }

        /// <summary>Woven in front of every return.</summary>
        public void Leave()
        {
            _thread.Node = Parent!;
        }

        /// <summary>Woven in front of calls of the runtime, whose frames are on the heap too.</summary>
        public static void Calling()
        {
            Shortage.Pass();
        }

        /// <summary>Woven in front of the making of an object whose size its type tells.</summary>
        /// <param name="type">The type.</param>
        public void Allocating(RuntimeTypeHandle type)
        {
            TypeRecord record = TypeRecord.Of(Type.GetTypeFromHandle(type)!);
            Count(record, record.Size);
            Shortage.Pass();
            DeviceHeap.Reserve(record.Size);
        }

        /// <summary>Woven behind the making of an object that was counted before it.</summary>
        /// <param name="made">The object.</param>
        public static void Made(object made)
        {
            if (DeviceHeap.Limit != 0)
            {
                DeviceHeap.Track(made, TypeRecord.Of(made.GetType()));
            }
        }

        /// <summary>Woven behind the making of every other object, and behind calls of the runtime that return a new one.</summary>
        /// <param name="made">The object.</param>
        /// <param name="node">Where it was made.</param>
        public static void Allocated(object? made, CallNode node)
        {
            if (made != null)
            {
                TypeRecord record = TypeRecord.Of(made.GetType());
                int bytes = record.SizeOf(made);
                node.Count(record, bytes);
                if (made is not IDisposable)
                {
                    // What the runtime has opened by now, an accepted socket, would be lost without a fault of the program.
                    Shortage.Pass();
                }

                DeviceHeap.Add(made, record, bytes);
            }
        }

        /// <summary>Woven behind calls of the runtime that return a text.</summary>
        /// <param name="made">The text.</param>
        /// <param name="node">Where it was made.</param>
        /// <returns>The text with which the program goes on.</returns>
        public static string? AllocatedText(string? made, CallNode node)
        {
            if (made == null)
            {
                return null;
            }

            int bytes = TypeRecord.Text.SizeOf(made);
            node.Count(TypeRecord.Text, bytes);
            Shortage.Pass();
            return DeviceHeap.AddText(made, TypeRecord.Text, bytes);
        }

        internal CallNode Child(int method)
        {
            if (_last != null && _last.Method.Id == method)
            {
                return _last;
            }

            CallNode? child = null;
            foreach (CallNode known in _children)
            {
                child = known.Method.Id == method ? known : child;
            }

            if (child == null)
            {
                child = new CallNode(_thread, Counters.Method(method), this);
                lock (_thread)
                {
                    _children.Add(child);
                }
            }

            return _last = child;
        }

        internal void Reset()
        {
            Entries = 0;
            Array.Clear(Hits);
            _allocations.Clear();
            foreach (CallNode child in _children)
            {
                child.Reset();
            }
        }

        private void Count(TypeRecord type, int bytes)
        {
            if (Counters.IsOn)
            {
                lock (_thread)
                {
                    _allocations[type] = _allocations.GetValueOrDefault(type) + new TypeCost(1, bytes);
                }
            }
        }
    }
}
