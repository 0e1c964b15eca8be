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
    /// <summary>What is alive on the device's heap: by the static field that leads to it, and by type.</summary>
    internal static class HeapTable
    {
        private const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        public static string Format(object[] roots)
        {
            StringBuilder text = new();
            HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
            text.Append("Held by static fields; what several hold is with the first\n");
            long sum = 0;
            foreach ((string name, object root) in Roots(roots))
            {
                // Asked of every object that is found: a second time it is somebody else's already.
                if (!seen.Add(root) || !IsKnown(root))
                {
                    continue;
                }

                NanoHeapGraph graph = NanoHeap.GraphOf(root, o => o != root && (!seen.Add(o) || !IsKnown(o)));
                sum += graph.Bytes;
                text.Append(CultureInfo.InvariantCulture, $"\n{graph.Bytes,10:N0} bytes: {name}\n");
                foreach ((string type, NanoHeapEntry entry) in graph.Types.OrderByDescending(t => t.Value.Bytes))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{entry.Bytes,14:N0} {entry.Count,6}  {type}\n");
                }
            }

            text.Append(CultureInfo.InvariantCulture, $"\n{sum,10:N0} bytes in all\n");
            if (DeviceHeap.Limit > 0)
            {
                AppendLimit(text);
            }

            return text.ToString();
        }

        private static void AppendLimit(StringBuilder text)
        {
            IReadOnlyList<KeyValuePair<string, TypeCost>> live = DeviceHeap.Live();
            text.Append(CultureInfo.InvariantCulture, $"\nHeap of {DeviceHeap.Limit:N0} bytes: {live.Sum(t => t.Value.Bytes):N0} alive now, {DeviceHeap.Peak:N0} at most when it was full, {DeviceHeap.Collections:N0} collections\n");
            foreach ((string type, TypeCost cost) in live)
            {
                text.Append(CultureInfo.InvariantCulture, $"{cost.Bytes,14:N0} {cost.Count,6}  {type}\n");
            }
        }

        private static IEnumerable<(string Name, object Root)> Roots(object[] roots)
        {
            foreach (object root in roots)
            {
                yield return (root.GetType().FullName!, root);
            }

            IEnumerable<Assembly> assemblies = AssemblyLoadContext.All.OfType<DeviceLoadContext>().SelectMany(c => c.Assemblies);
            foreach (Type type in assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters).OrderBy(t => t.FullName, StringComparer.Ordinal))
            {
                foreach (FieldInfo field in type.GetFields(Statics).Where(f => !f.IsLiteral && !f.FieldType.IsValueType))
                {
                    if (field.GetValue(null) is { } value)
                    {
                        yield return (type.FullName + "." + field.Name, value);
                    }
                }
            }
        }

        private static bool IsKnown(object target) => target is not (Type or MemberInfo or Assembly) && TypeRecord.Of(target.GetType()).IsKnown();
    }
}
