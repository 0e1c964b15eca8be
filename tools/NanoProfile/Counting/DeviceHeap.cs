using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>
    /// A heap of a device's size: what is allocated counts until the garbage collector finds that nothing holds it. It is asked,
    /// as on a device, when the heap is full; so what is alive is known exactly, locals of running methods included.
    /// </summary>
    internal static class DeviceHeap
    {
        private static readonly object s_lock = new();
        private static List<(GCHandle Handle, TypeRecord Type, int Bytes)> s_objects = new();
        private static long s_used;

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

        /// <summary>Remembers an object for which room was taken.</summary>
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

        /// <summary>The bytes that are alive now, also what only a local holds.</summary>
        public static long Live()
        {
            lock (s_lock)
            {
                Collect();
                return s_used;
            }
        }

        private static void Collect()
        {
            GC.Collect();
            Collections++;
            List<(GCHandle Handle, TypeRecord Type, int Bytes)> alive = new();
            s_used = 0;
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
