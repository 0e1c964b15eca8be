using System.Collections.Generic;
using System.Linq;
using System.Threading;
using UAsyncio.VirtualDevice.Gpio;
using UAsyncio.VirtualDevice.Heap;

namespace UAsyncio.Benchmarks
{
    /// <summary>What the primitives and the smaller parts cost: each has its table in the page that describes it.</summary>
    public static class PartFigures
    {
        /// <summary>The table of what coroutines wait on.</summary>
        public const string Sync = "Passing on";


        private const string Together = "Together";
        private const string Datagrams = "Datagrams";
        private const string Pins = "Pins";
        private const string Copying = "Streams into each other";
        private const string Inspection = "Looking at tasks";
        private const string Weights = "What primitives take";
        private const string Parts = "PartBenchmarks";

        private const int Pin = 4;
        private const int Tasks = 8;

        private static readonly string[] s_weighed =
        [
            "AsyncEvent", "AsyncLock", "AsyncSemaphore", "AsyncQueue of 8", "AsyncCondition with its lock", "AsyncBarrier", "Broadcast of 1", "BroadcastReader",
            "ThreadSafeFlag", "ThreadSafeQueue of 8", "AsyncRing of 64 bytes", "TaskGroup", "TimeLimit",
        ];

        /// <summary>Counts everything.</summary>
        public static IEnumerable<Figure> All() => OfSync().Concat(OfTogether()).Concat(OfParts()).Concat(OfWeights());

        private static IEnumerable<Figure> OfSync()
        {
            yield return Primitive("lock: acquired and released, free", "Lock");
            yield return Primitive("lock: waited for, and handed on", "ContendedLock", 2);
            yield return Primitive("semaphore: acquired and released, free", "Semaphore");
            yield return Primitive("semaphore: waited for, and handed on", "ContendedSemaphore", 2);
            yield return Primitive("event: waited for, and set", "Event", 2);
            yield return Primitive("queue: put and got, neither waits", "Queue");
            yield return Primitive("queue of 1: put and got, both wait", "NarrowQueue");
            yield return Primitive("condition: waited for and notified, with its lock and a yield", "Condition");
            yield return Primitive("barrier of 2: both come", "Barrier");
            yield return Primitive("broadcast: waited for, published and read, with a yield", "Broadcast");
            yield return Primitive("thread-safe flag: waited for, and set", "Flag", 2);
            yield return Primitive("thread-safe queue: waited for, put and read, with a yield", "SafeQueue");
            yield return Primitive("ring: waited for, 16 bytes written and read, with a yield", "Ring");
        }

        private static IEnumerable<Figure> OfTogether()
        {
            yield return new(Together, "`WhenAll` of 2") { Cost = DeviceCode.Measure("TogetherBenchmarks", "WhenAll") };
            yield return new(Together, "`WhenAny` of 2") { Cost = DeviceCode.Measure("TogetherBenchmarks", "WhenAny") };
            yield return new(Together, "`TaskGroup` of 2, joined and closed") { Cost = DeviceCode.Measure("TogetherBenchmarks", "Group") };
            yield return new(Together, "`Shield`, with its task") { Cost = DeviceCode.Measure("TogetherBenchmarks", "Shield") };
            yield return new(Together, "`TimeLimit`, moved once") { Cost = DeviceCode.Measure("TogetherBenchmarks", "TimeLimit") };
        }

        private static IEnumerable<Figure> OfParts()
        {
            Operation send = DeviceCode.Measure(Parts, "Send");
            yield return new(Datagrams, "datagram of 64 bytes sent") { Cost = send };
            yield return new(Datagrams, "datagram of 64 bytes received, there already") { Cost = DeviceCode.Measure(Parts, "SendAndReceive") - send };
            yield return new(Pins, "edge waited for, without its handler on the events' thread, with the passes around it") { Cost = Edge() };
            yield return new(Copying, "512 bytes from stream to stream, transports free of cost") { Cost = DeviceCode.Measure(Parts, "Copy") };
            yield return new(Inspection, "walk, for each task") { Cost = DeviceCode.Measure(Parts, "Walk", Tasks) };
            Operation watched = DeviceCode.Measure(Parts, "WatchedYield", Tasks, 250, [Tasks]);
            yield return new(Inspection, "turn under a `TaskWatch`, beside 7 other tasks: what it adds")
            {
                Cost = watched - DeviceCode.Measure("SchedulerBenchmarks", "Yield", Tasks, 250, [Tasks]),
            };
        }

        private static IEnumerable<Figure> OfWeights()
        {
            DeviceCode.Call("SyncBenchmarks", "Hold");
            object[] held = (object[])DeviceCode.Held;

            // A reader does not own what it reads.
            object broadcast = held[6];
            return s_weighed.Select((name, i) => new Figure(Weights, name) { Size = NanoHeap.GraphOf(held[i], o => o == broadcast && i != 6).Bytes });
        }

        private static Figure Primitive(string name, string method, int count = 1)
        {
            return new(Sync, name) { Cost = DeviceCode.Measure("SyncBenchmarks", method, count) };
        }

        // The pin moves while the device would sleep.
        private static Operation Edge()
        {
            bool isHigh = false;
            DeviceCode.OnSleep = () =>
            {
                int before = DeviceCode.Edges;
                isHigh = !isHigh;
                DevicePins.Drive(Pin, isHigh);
                SpinWait.SpinUntil(() => DeviceCode.Edges != before);
            };

            try
            {
                return DeviceCode.Measure(Parts, "Edge", 1, 200, []);
            }
            finally
            {
                DeviceCode.OnSleep = null;
            }
        }
    }
}
