using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using UAsyncio.VirtualDevice.Heap;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>A type of which objects were made, and their size when it is the same for all.</summary>
    internal sealed class TypeRecord
    {
        private static readonly ConcurrentDictionary<Type, TypeRecord> s_known = new();

        private const int Block = 12;

        private readonly Lazy<int> _size;
        private readonly bool _varies;

        private TypeRecord(string name, int size)
        {
            Name = name;
            _size = new Lazy<int>(size);
        }

        private TypeRecord(Type type)
        {
            Name = TypeNames.Of(type);
            IsGrowing = type.FullName is "System.IO.MemoryStream" or "System.Collections.ArrayList" or "System.Collections.Queue";
            _varies = IsGrowing || type.IsArray || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type);
            _size = new Lazy<int>(() => Measure(type));
        }

        /// <summary>Gets what each execution of ldstr makes: a block that points to the text in flash.</summary>
        public static TypeRecord Literal { get; } = new("string literal", Block);

        /// <summary>Gets that of strings.</summary>
        public static TypeRecord Text { get; } = Of(typeof(string));

        public string Name { get; }

        /// <summary>Gets whether its objects hold an array of their own that grows.</summary>
        public bool IsGrowing { get; }

        public int Size => _size.Value;

        public static TypeRecord Of(Type type) => s_known.GetOrAdd(type, t => new TypeRecord(t));

        public int SizeOf(object made) => _varies ? NanoHeap.SizeOf(made) : Size;

        /// <summary>Whether NanoHeap knows its size.</summary>
        public bool IsKnown() => _varies || Size > 0;

        // An object that no constructor has seen has the size of any other.
        private static int Measure(Type type)
        {
            object sample = RuntimeHelpers.GetUninitializedObject(type);
            GC.SuppressFinalize(sample);
            try
            {
                return NanoHeap.SizeOf(sample);
            }
            catch (NotSupportedException)
            {
                Counters.AddUnknown(type);
                return 0;
            }
        }
    }
}
