using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace UAsyncio.VirtualDevice.Heap
{
    /// <summary>What an object graph takes on a device's heap.</summary>
    public sealed class NanoHeapGraph
    {
        private readonly SortedDictionary<string, NanoHeapEntry> _types = new(StringComparer.Ordinal);

        internal NanoHeapGraph()
        {
        }

        /// <summary>Gets the bytes of all objects together.</summary>
        public int Bytes => _types.Values.Sum(e => e.Bytes);

        /// <summary>Gets how many objects there are.</summary>
        public int Count => _types.Values.Sum(e => e.Count);

        /// <summary>Gets the objects and bytes by the type's full name.</summary>
        public IReadOnlyDictionary<string, NanoHeapEntry> Types => _types;

        /// <summary>A line for each type, the dearest first, and the sum.</summary>
        public override string ToString()
        {
            StringBuilder text = new();
            foreach ((string type, NanoHeapEntry entry) in _types.OrderByDescending(t => t.Value.Bytes))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{entry.Bytes,8} {entry.Count,6} {type}");
            }

            return text.Append(CultureInfo.InvariantCulture, $"{Bytes,8} {Count,6} in all").ToString();
        }

        internal void Add(Type type, int bytes)
        {
            string name = type.FullName ?? type.Name;
            NanoHeapEntry known = _types.GetValueOrDefault(name);
            _types[name] = new NanoHeapEntry(known.Count + 1, known.Bytes + bytes);
        }
    }
}
