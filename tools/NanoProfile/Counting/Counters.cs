using System;
using System.Collections.Generic;

namespace UAsyncio.NanoProfile.Counting
{
    /// <summary>All that was woven in and all that it has counted. A process is one device, so there is one of it.</summary>
    internal static class Counters
    {
        private static readonly List<ThreadProfile> s_threads = new();
        private static readonly List<MethodRecord> s_methods = new();

        private static readonly SortedSet<string> s_unknown = new(StringComparer.Ordinal);

        /// <summary>Gets or sets whether woven code counts.</summary>
        public static bool IsOn { get; set; }

        public static MethodRecord Method(int id)
        {
            lock (s_methods)
            {
                return s_methods[id];
            }
        }

        public static MethodRecord AddMethod(string name, bool isCoroutine)
        {
            lock (s_methods)
            {
                MethodRecord method = new(s_methods.Count, name, isCoroutine);
                s_methods.Add(method);
                return method;
            }
        }

        public static void Add(ThreadProfile thread)
        {
            lock (s_threads)
            {
                // A tree for each thread that there was would be much, where memory fails in a thousand runs and nothing is counted.
                s_threads.RemoveAll(t => t.IsForNothing);
                s_threads.Add(thread);
            }
        }

        public static IReadOnlyList<ThreadProfile> Threads()
        {
            lock (s_threads)
            {
                return s_threads.ToArray();
            }
        }

        /// <summary>Remembers a type whose size on a device nobody knows: its objects count as 0 bytes.</summary>
        public static void AddUnknown(Type type)
        {
            lock (s_unknown)
            {
                s_unknown.Add(type.FullName ?? type.Name);
            }
        }

        public static IReadOnlyList<string> UnknownTypes()
        {
            lock (s_unknown)
            {
                return [.. s_unknown];
            }
        }

        public static void Reset()
        {
            foreach (ThreadProfile thread in Threads())
            {
                lock (thread)
                {
                    thread.Root.Reset();
                }
            }
        }
    }
}
