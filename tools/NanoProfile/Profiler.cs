using System;
using System.Collections.Generic;
using System.Reflection;
using UAsyncio.NanoProfile.Counting;
using UAsyncio.NanoProfile.Reports;
using UAsyncio.NanoProfile.Weaving;
using UAsyncio.VirtualDevice;

namespace UAsyncio.NanoProfile
{
    /// <summary>
    /// Counts what device code executes, calls and allocates. A process is one device, so there is one profiler; the
    /// same input gives the same numbers, as far as the code itself does not look at the time.
    /// </summary>
    public static class Profiler
    {
        /// <summary>Gets whether counting is on.</summary>
        public static bool IsCounting => Counters.IsOn;

        /// <summary>Gets the types of which objects were made and whose size on a device is not known: they count as 0 bytes.</summary>
        public static IReadOnlyList<string> UnknownTypes => Counters.UnknownTypes();

        /// <summary>Has counters woven into every device assembly that is loaded from now on.</summary>
        public static void Install()
        {
            Device.Rewriter = Instrumenter.Instrument;
        }

        /// <summary>Loads a device assembly, and what it refers to, with counters.</summary>
        /// <param name="path">The .dll or .exe.</param>
        public static Assembly Load(string path)
        {
            Install();
            return Device.Load(path);
        }

        /// <summary>
        /// Gets or sets the size of the device's heap in bytes; 0, as until set, for no limit. An allocation beyond it throws
        /// OutOfMemoryException, when nothing can be collected. Set it before device code runs.
        /// </summary>
        public static int HeapLimit
        {
            get => DeviceHeap.Limit;
            set
            {
                ArgumentOutOfRangeException.ThrowIfNegative(value);
                DeviceHeap.Limit = value;
            }
        }

        /// <summary>Gets the bytes that are alive on a heap of limited size: objects, what only a local holds included, and the tables of the assemblies.</summary>
        public static long HeapInUse => DeviceHeap.Live();

        /// <summary>Gets the bytes of the tables that the interpreter makes for the assemblies that are loaded with counters.</summary>
        public static int AssemblyTableBytes => AssemblyTables.Bytes;

        /// <summary>
        /// Gets or sets whether calls of the runtime are allocations too, for the assemblies that are loaded from now on; they are until set. A program that
        /// says by itself when memory is short could not say when it is there again.
        /// </summary>
        public static bool RuntimeCallsFail { get; set; } = true;

        /// <summary>
        /// Has allocations of this thread's device code throw OutOfMemoryException, as on a device whose memory is short for a moment. To
        /// enter a method is one too, and to call one of the runtime: its frame is on the heap.
        /// </summary>
        /// <param name="before">How many succeed before.</param>
        /// <param name="count">How many fail then; 0 for none from now on.</param>
        public static void FailAllocations(int before, int count) => Shortage.Set(before, count);

        /// <summary>Gets how many allocations are still to fail, of those given to <see cref="FailAllocations"/>.</summary>
        public static int AllocationsToFail => Shortage.Left;

        /// <summary>Gets how many device methods this thread is in.</summary>
        public static int CallDepth
        {
            get
            {
                int depth = 0;
                for (CallNode? node = ThreadProfile.Current.Node; node?.Parent != null; node = node.Parent)
                {
                    depth++;
                }

                return depth;
            }
        }

        /// <summary>Starts counting, from what was counted before on.</summary>
        public static void Start() => Counters.IsOn = true;

        /// <summary>Stops counting.</summary>
        public static void Stop() => Counters.IsOn = false;

        /// <summary>Forgets what was counted. Device code should not run meanwhile.</summary>
        public static void Reset() => Counters.Reset();

        /// <summary>What was counted since <see cref="Reset"/>, on all threads.</summary>
        public static Cost Snapshot() => CostCollector.Collect(Counters.Threads());

        /// <summary>Writes what was counted since <see cref="Reset"/> in speedscope's format: instructions, and bytes allocated, by call stack.</summary>
        /// <param name="path">The file, to be opened on https://www.speedscope.app.</param>
        public static void WriteSpeedscope(string path) => Speedscope.Write(path, CallTree.Of(Counters.Threads()));

        /// <summary>Draws what was counted since <see cref="Reset"/> as flame graphs: instructions, and bytes allocated, by call stack.</summary>
        /// <param name="path">The SVG file.</param>
        public static void WriteFlameGraph(string path) => FlameGraph.Write(path, CallTree.Of(Counters.Threads()));

        /// <summary>Gets the bytes of all that the static fields of the device's assemblies hold.</summary>
        public static long LiveBytes => new HeapTable([]).Bytes;

        /// <summary>What is alive and what holds it, as a table.</summary>
        /// <param name="roots">Objects to begin with, beside the static fields of the device's assemblies.</param>
        public static string FormatHeap(params object[] roots) => new HeapTable(roots).Format();

        /// <summary>What device code costs that an action calls.</summary>
        public static Cost Measure(Action action)
        {
            Cost before = Snapshot();
            bool wasOn = Counters.IsOn;
            Counters.IsOn = true;
            try
            {
                action();
            }
            finally
            {
                Counters.IsOn = wasOn;
            }

            return Snapshot() - before;
        }
    }
}
