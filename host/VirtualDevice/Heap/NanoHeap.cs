using System;
using System.Collections.Generic;
using System.Reflection;
using UAsyncio.VirtualDevice.Loading;

namespace UAsyncio.VirtualDevice.Heap
{
    /// <summary>
    /// What objects take on a device's heap: in bytes of the 32-bit interpreter, computed from their types, so the
    /// figure is the same on every run. Static fields, stacks and what the native side allocates are not counted.
    /// </summary>
    public static class NanoHeap
    {
        private const BindingFlags DeclaredFields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

        // Measured: 12, three fields of its own and the error code, and a block for the stack trace.
        private const int ExceptionSize = 72;

        /// <summary>
        /// The size of one object alone. A struct in a field counts with its owner: the interpreter keeps it as an
        /// object of its own behind the field.
        /// </summary>
        /// <exception cref="NotSupportedException">
        /// It is of a library type whose size on a device is not known. Stop at it, or put it into the list.
        /// </exception>
        public static int SizeOf(object target)
        {
            ArgumentNullException.ThrowIfNull(target);
            Type type = target.GetType();
            return target switch
            {
                string text => HeapBlocks.OfString(text),
                Array array => OfArray(array),
                Delegate d => OfDelegate(d),
                Exception => ExceptionSize + OfFields(type, typeof(Exception)),
                _ when IsOneBlock(type) => HeapBlocks.OfObject(1),
                _ => LibraryTypes.SizeOf(target) ?? HeapBlocks.Block + OfFields(type, typeof(object)) + OfFinalizer(type),
            };
        }

        /// <summary>The size of an object and of everything that it leads to, each object counted once.</summary>
        /// <param name="root">Where to begin.</param>
        /// <param name="stop">Says of an object that neither it nor what is behind it counts; null for none.</param>
        public static NanoHeapGraph GraphOf(object root, Predicate<object>? stop = null)
        {
            ArgumentNullException.ThrowIfNull(root);
            NanoHeapGraph graph = new();
            HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
            Stack<object> waiting = new();
            Add(root);
            while (waiting.TryPop(out object? next))
            {
                graph.Add(next.GetType(), SizeOf(next));
                foreach (object? held in HeldBy(next))
                {
                    Add(held);
                }
            }

            return graph;

            void Add(object? found)
            {
                if (found != null && stop?.Invoke(found) != true && seen.Add(found))
                {
                    waiting.Push(found);
                }
            }
        }

        private static int OfArray(Array array)
        {
            Type element = array.GetType().GetElementType()!;
            int structs = IsStruct(element) ? array.Length * (HeapBlocks.Block + OfFields(element, typeof(ValueType))) : 0;
            return HeapBlocks.OfArray(array.Length, HeapBlocks.OfElement(element)) + structs;
        }

        private static int OfDelegate(Delegate target)
        {
            int count = target.GetInvocationList().Length;
            return count == 1 ? HeapBlocks.Delegate : HeapBlocks.OfDelegateList(count) + (count * HeapBlocks.Delegate);
        }

        private static int OfFinalizer(Type type)
        {
            MethodInfo finalizer = type.GetMethod("Finalize", BindingFlags.Instance | BindingFlags.NonPublic, [])!;
            return finalizer.DeclaringType == typeof(object) ? 0 : HeapBlocks.Finalizer;
        }

        private static int OfFields(Type type, Type end)
        {
            int bytes = 0;
            foreach (FieldInfo field in FieldsOf(type, end))
            {
                bytes += HeapBlocks.Block;
                if (IsStruct(field.FieldType))
                {
                    bytes += HeapBlocks.Block + OfFields(field.FieldType, typeof(ValueType));
                }
            }

            return bytes;
        }

        private static IEnumerable<FieldInfo> FieldsOf(Type type, Type end)
        {
            for (Type? t = type; t != null && t != end && t != typeof(object); t = t.BaseType)
            {
                if (!IsProgram(t) && t.GetFields(DeclaredFields).Length > 0 && !typeof(Exception).IsAssignableFrom(t))
                {
                    throw new NotSupportedException($"The size of {t.FullName} on a device is not known.");
                }

                foreach (FieldInfo field in t.GetFields(DeclaredFields))
                {
                    yield return field;
                }
            }
        }

        private static IEnumerable<object?> HeldBy(object target)
        {
            Type type = target.GetType();
            switch (target)
            {
                case string:
                    yield break;

                case Array array:
                    if (HeapBlocks.OfElement(type.GetElementType()!) == HeapBlocks.Block)
                    {
                        foreach (object? element in array)
                        {
                            foreach (object? held in IsStruct(type.GetElementType()!) ? HeldBy(element!) : [element])
                            {
                                yield return held;
                            }
                        }
                    }

                    break;

                case Delegate d:
                    foreach (Delegate one in d.GetInvocationList())
                    {
                        // The compiler gives a lambda without a closure an instance of a static helper class.
                        yield return one.Target;
                    }

                    break;

                default:
                    foreach (object? held in IsProgram(type) ? HeldByFields(target, type) : LibraryTypes.ContentsOf(target))
                    {
                        yield return held;
                    }

                    break;
            }
        }

        private static IEnumerable<object?> HeldByFields(object target, Type type)
        {
            if (target is Exception exception)
            {
                yield return exception.InnerException;
            }

            for (Type? t = type; t != null && IsProgram(t); t = t.BaseType)
            {
                foreach (FieldInfo field in t.GetFields(DeclaredFields))
                {
                    object? value = field.GetValue(target);
                    bool isStruct = IsStruct(field.FieldType);
                    if (!isStruct && !field.FieldType.IsValueType)
                    {
                        yield return value;
                    }
                    else if (isStruct)
                    {
                        foreach (object? held in HeldBy(value!))
                        {
                            yield return held;
                        }
                    }
                }
            }
        }

        // Numbers, enums, dates and spans are kept in the field's block itself.
        private static bool IsOneBlock(Type type)
        {
            return type.IsPrimitive || type.IsEnum || type == typeof(DateTime) || type == typeof(TimeSpan);
        }

        private static bool IsStruct(Type type) => type.IsValueType && !IsOneBlock(type);

        // Desktop .NET's and the virtual device's types have other fields than a device's of that name; but for the
        // virtual device's structs, which have the same.
        private static bool IsProgram(Type type)
        {
            if (type.IsValueType && type.Assembly == DeviceTypes.Runtime)
            {
                return true;
            }

            return type.Assembly != DeviceTypes.Runtime && type.Assembly != typeof(object).Assembly
                && type.Assembly.GetName().Name?.StartsWith("System.", StringComparison.Ordinal) != true;
        }
    }
}
