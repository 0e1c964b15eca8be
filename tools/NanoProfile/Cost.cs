using System;
using System.Collections.Generic;
using System.Linq;

namespace UAsyncio.NanoProfile
{
    /// <summary>What device code has executed, called and allocated. The difference of two is what lies between them.</summary>
    public sealed class Cost
    {
        private readonly SortedDictionary<string, MethodCost> _methods = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, MethodCost> _coroutines = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, TypeCost> _types = new(StringComparer.Ordinal);
        private readonly SortedDictionary<string, long> _runtimeCalls = new(StringComparer.Ordinal);

        internal Cost()
        {
        }

        /// <summary>Gets the IL instructions that were executed in device assemblies, nops and prefixes included.</summary>
        public long Instructions { get; internal set; }

        /// <summary>Gets the calls that device code made.</summary>
        public CallCounts Calls { get; internal set; }

        /// <summary>
        /// Gets what the interpreter takes for it, estimated by weights that were measured on its 32-bit build on a PC, in ns. A device takes
        /// some 50 to 100 times as long; what the runtime does inside its own calls is not in it.
        /// </summary>
        public long Nanoseconds => InterpreterTime.Estimate(Instructions, Calls);

        /// <summary>Gets how many objects were made.</summary>
        public long Allocations => _types.Values.Sum(t => t.Count);

        /// <summary>Gets what they take, in bytes of a 32-bit device's heap.</summary>
        public long AllocatedBytes => _types.Values.Sum(t => t.Bytes);

        /// <summary>Gets the cost of each method, by its name; an async method's is its body's too.</summary>
        public IReadOnlyDictionary<string, MethodCost> ByMethod => _methods;

        /// <summary>Gets the cost of each async method and of what it called, up to the next async method; "(loop)" is what none called.</summary>
        public IReadOnlyDictionary<string, MethodCost> ByCoroutine => _coroutines;

        /// <summary>Gets the objects that were made, by the type's name.</summary>
        public IReadOnlyDictionary<string, TypeCost> ByType => _types;

        /// <summary>Gets how often each method of the runtime was called, by its name.</summary>
        public IReadOnlyDictionary<string, long> RuntimeCalls => _runtimeCalls;

        /// <summary>What came since.</summary>
        public static Cost operator -(Cost a, Cost b)
        {
            Cost difference = new() { Instructions = a.Instructions - b.Instructions, Calls = a.Calls - b.Calls };
            Subtract(a._methods, b._methods, difference._methods, (x, y) => x - y);
            Subtract(a._coroutines, b._coroutines, difference._coroutines, (x, y) => x - y);
            Subtract(a._types, b._types, difference._types, (x, y) => x - y);
            Subtract(a._runtimeCalls, b._runtimeCalls, difference._runtimeCalls, (x, y) => x - y);
            return difference;
        }

        /// <inheritdoc/>
        public override string ToString()
        {
            return FormattableString.Invariant($"{Instructions} instructions, {Calls.Total} calls, {AllocatedBytes} bytes in {Allocations} objects");
        }

        internal void AddMethod(string name, MethodCost cost) => _methods[name] = _methods.GetValueOrDefault(name) + cost;

        internal void AddCoroutine(string name, MethodCost cost) => _coroutines[name] = _coroutines.GetValueOrDefault(name) + cost;

        internal void AddType(string name, TypeCost cost) => _types[name] = _types.GetValueOrDefault(name) + cost;

        internal void AddRuntimeCalls(string name, long calls) => _runtimeCalls[name] = _runtimeCalls.GetValueOrDefault(name) + calls;

        private static void Subtract<T>(IDictionary<string, T> a, IDictionary<string, T> b, IDictionary<string, T> into, Func<T, T, T> subtract)
            where T : struct, IEquatable<T>
        {
            foreach ((string key, T value) in a)
            {
                T rest = b.TryGetValue(key, out T before) ? subtract(value, before) : value;
                if (!rest.Equals(default))
                {
                    into[key] = rest;
                }
            }
        }
    }
}
