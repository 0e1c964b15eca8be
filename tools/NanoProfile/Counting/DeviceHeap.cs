using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>
    /// A heap of a device's size: what is allocated counts until the garbage collector finds that nothing holds it. It is asked,
    /// as on a device, when the heap is full; so what is alive is known exactly, locals of running methods included. The tables of
    /// the loaded assemblies are in it too.
    /// </summary>
    internal static class DeviceHeap
    {
        private static readonly object s_lock = new();

        // What the runtime has handed out: it may hand out the same object again, as an array without elements.
        private static readonly ConditionalWeakTable<object, object> s_known = new();
        private static List<(GCHandle Handle, TypeRecord Type, int Bytes)> s_objects = new();
        private static long s_used = AssemblyTables.Bytes;
        private static long s_tables = AssemblyTables.Bytes;

        /// <summary>Gets or sets the heap's size in bytes; 0, as until set, for one without a limit. Set it before device code is loaded.</summary>
        public static int Limit { get; set; }

        /// <summary>Gets the most that was alive when the heap was full.</summary>
        public static long Peak { get; private set; }

        /// <summary>Gets how often the heap was full and was collected.</summary>
        public static int Collections { get; private set; }

        /// <summary>Takes room.</summary>
        /// <exception cref="OutOfMemoryException">There is not enough, whatever is collected.</exception>
        public static void Reserve(int bytes)
        {
            if (Limit == 0)
            {
                return;
            }

            lock (s_lock)
            {
                TakeTables();
                if (s_used + bytes > Limit)
                {
                    Collect();
                    if (s_used + bytes > Limit)
                    {
                        throw new OutOfMemoryException($"{bytes} bytes wanted, {s_used} of {Limit} in use");
                    }
                }

                s_used += bytes;
            }
        }

        /// <summary>Remembers an object for which room was taken: one that has just been made.</summary>
        public static void Track(object made, TypeRecord type)
        {
            if (Limit != 0)
            {
                GCHandle handle = GCHandle.Alloc(made, GCHandleType.Weak);
                lock (s_lock)
                {
                    s_objects.Add((handle, type, type.SizeOf(made)));
                }
            }
        }

        /// <summary>Takes room for an object, unless it is one that has it: each counts once as long as it is alive.</summary>
        /// <exception cref="OutOfMemoryException">There is not enough, whatever is collected.</exception>
        public static void Add(object made, TypeRecord type, int bytes)
        {
            if (Limit != 0 && !s_known.TryGetValue(made, out _))
            {
                Reserve(bytes);
                s_known.AddOrUpdate(made, type);
                Track(made, type);
            }
        }

        /// <summary>
        /// A text that the runtime returns, as a device would: a new object, which dies when the program lets go of it. Desktop .NET
        /// shares many, such as small numbers and the names of enums, and holds them for ever.
        /// </summary>
        /// <exception cref="OutOfMemoryException">There is not enough, whatever is collected.</exception>
        public static string AddText(string text, TypeRecord type, int bytes)
        {
            if (Limit == 0)
            {
                return text;
            }

            Reserve(bytes);
            if (text.Length == 0)
            {
                // There is only one: it goes for garbage at once.
                return text;
            }

            string own = new(text.AsSpan());
            Track(own, type);
            return own;
        }

        /// <summary>The bytes that are alive now, also what only a local holds.</summary>
        public static long Live()
        {
            lock (s_lock)
            {
                Collect();
                return s_used;
            }
        }

        // Assemblies are loaded when something of them is used first.
        private static void TakeTables()
        {
            s_used += AssemblyTables.Bytes - s_tables;
            s_tables = AssemblyTables.Bytes;
        }

        private static void Collect()
        {
            GC.Collect();
            Collections++;
            List<(GCHandle Handle, TypeRecord Type, int Bytes)> alive = new();
            s_tables = AssemblyTables.Bytes;
            s_used = s_tables;
            foreach ((GCHandle handle, TypeRecord type, int bytes) in s_objects)
            {
                if (handle.Target is { } target)
                {
                    // Lists have grown meanwhile.
                    int now = type.IsGrowing ? type.SizeOf(target) : bytes;
                    alive.Add((handle, type, now));
                    s_used += now;
                }
                else
                {
                    handle.Free();
                }
            }

            s_objects = alive;
            Peak = Math.Max(Peak, s_used);
        }
    }
}
