using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using UAsyncio.NanoProfile.Counting;
using UAsyncio.VirtualDevice.Heap;
using UAsyncio.VirtualDevice.Loading;

namespace UAsyncio.NanoProfile.Reports
{
    /// <summary>What is alive on the device's heap: by type, with what holds it.</summary>
    internal sealed class HeapTable
    {
        private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);
        private readonly Queue<object> _waiting = new();
        private readonly Dictionary<(string Type, string Holder), TypeCost> _held = new();

        public HeapTable(object[] roots)
        {
            // To read a static field may run its type's constructor, which a device has done at its start: it shall find memory.
            int limit = DeviceHeap.Limit;
            DeviceHeap.Limit = 0;
            try
            {
                foreach ((string holder, object root) in Roots(roots))
                {
                    Add(root, holder);
                }
            }
            finally
            {
                DeviceHeap.Limit = limit;
            }

            while (_waiting.TryDequeue(out object? next))
            {
                AddHeldBy(next);
            }
        }

        public long Bytes => _held.Values.Sum(t => t.Bytes);

        public string Format()
        {
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"Alive: {Bytes:N0} bytes\n{"Bytes",12} {"Objects",10}  Type, held by the first of its holders\n");
            foreach (((string type, string holder), TypeCost cost) in _held.OrderByDescending(h => h.Value.Bytes).ThenBy(h => h.Key))
            {
                text.Append(CultureInfo.InvariantCulture, $"{cost.Bytes,12:N0} {cost.Count,10:N0}  {type}, held by {holder}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"\nTables of the assemblies, on the same heap: {AssemblyTables.Bytes:N0} bytes, static fields included\n");
            foreach ((string name, int? bytes) in AssemblyTables.Loaded.OrderByDescending(t => t.Value))
            {
                text.Append(CultureInfo.InvariantCulture, $"{(bytes == null ? "not known" : bytes.Value.ToString("N0", CultureInfo.InvariantCulture)),12}  {name}\n");
            }

            if (DeviceHeap.Limit > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\nHeap of {DeviceHeap.Limit:N0} bytes: {DeviceHeap.Live():N0} alive, {DeviceHeap.Peak:N0} at most when it was full, {DeviceHeap.Collections:N0} collections\n");
            }

            return text.ToString();
        }

        private void Add(object found, string holder)
        {
            // Each once, so that the bytes add up.
            if (!_seen.Add(found) || !IsKnown(found))
            {
                return;
            }

            TypeRecord type = TypeRecord.Of(found.GetType());
            (string, string) key = (type.Name, holder);
            _held[key] = _held.GetValueOrDefault(key) + new TypeCost(1, type.SizeOf(found));
            _waiting.Enqueue(found);
        }

        private void AddHeldBy(object holder)
        {
            string name = TypeRecord.Of(holder.GetType()).Name;
            NanoHeap.GraphOf(holder, found =>
            {
                if (found == holder)
                {
                    return false;
                }

                Add(found, name);
                return true;
            });
        }

        private static IEnumerable<(string Holder, object Root)> Roots(object[] roots)
        {
            foreach (object root in roots)
            {
                yield return ("the program", root);
            }

            IEnumerable<Assembly> assemblies = AssemblyLoadContext.All.OfType<DeviceLoadContext>().SelectMany(c => c.Assemblies);
            foreach (Type type in assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters).OrderBy(t => t.FullName, StringComparer.Ordinal))
            {
                foreach (FieldInfo field in type.GetFields(Statics).Where(f => !f.IsLiteral && !f.FieldType.IsValueType))
                {
                    if (field.GetValue(null) is { } value)
                    {
                        yield return ("static " + type.FullName + "." + field.Name, value);
                    }
                }
            }
        }

        private static bool IsKnown(object target) => target is not (Type or MemberInfo or Assembly) && TypeRecord.Of(target.GetType()).IsKnown();
    }
}
