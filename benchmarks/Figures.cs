using System;
using System.Collections.Generic;
using System.IO;
using UAsyncio.VirtualDevice.Heap;

namespace UAsyncio.Benchmarks
{
    /// <summary>All that is counted, with its target where there is one.</summary>
    public static class Figures
    {
        private const string Scheduler = "SchedulerBenchmarks";
        private const string Waiting = "Yield and delay";
        private const string Calling = "Calling a coroutine";
        private const string Streams = "Streams";
        private const string Servers = "Servers";
        private const string Held = "Held on the heap";
        private const string Flash = "In flash";

        private const int Rounds = 1700;

        private static readonly int[] s_sizes = [1, 64, 1400, 12000];

        /// <summary>Counts everything, in the order of the table.</summary>
        public static IEnumerable<Figure> All()
        {
            foreach (Func<IEnumerable<Figure>> part in (Func<IEnumerable<Figure>>[])[OfWaiting, OfCalling, OfStreams, OfServers, OfHeap, OfFlash])
            {
                foreach (Figure figure in part())
                {
                    yield return figure;
                }
            }
        }

        private static IEnumerable<Figure> OfWaiting()
        {
            foreach (int n in (int[])[1, 10, 16, 100])
            {
                Operation cost = DeviceCode.Measure(Scheduler, "Yield", n, n);
                yield return With(new(Waiting, $"yield round trip, {n} coroutine{(n == 1 ? "" : "s")}") { Cost = cost }, n == 16, "≤ 120 IL, 0 B", cost is { Instructions: <= 120, Bytes: 0 });
            }

            foreach (int n in (int[])[16, 42, 256])
            {
                Operation cost = DeviceCode.Measure(Scheduler, "DelayTogether", n, n);
                yield return With(new(Waiting, $"delay, {n} timers due together") { Cost = cost }, n == 16, "≤ 250 IL, 0 B", cost is { Instructions: <= 250, Bytes: 0 });
                cost = DeviceCode.Measure(Scheduler, "Delay", n, n);
                yield return new(Waiting, $"delay, {n} timers, each due alone: with its whole pass and the wait") { Cost = cost };
            }
        }

        private static IEnumerable<Figure> OfCalling()
        {
            Operation child = DeviceCode.Measure(Scheduler, "Child");
            yield return new(Calling, "await of a child that completes at once") { Cost = child, Target = "≤ 100 IL, ≤ 72 B", IsMet = child is { Instructions: <= 100, Bytes: <= 72 } };
            yield return new(Calling, "await of a child that suspends once (a yield)") { Cost = DeviceCode.Measure(Scheduler, "SuspendingChild") };
            yield return new(Calling, "`Coroutine<int>` that completes at once") { Cost = DeviceCode.Measure(Scheduler, "IntChild") };
            yield return new(Calling, "`Coroutine<string>` with an argument that completes at once") { Cost = DeviceCode.Measure(Scheduler, "StringChild") };
            yield return new(Calling, "task made, run and ended, with a yield of its maker") { Cost = DeviceCode.Measure(Scheduler, "Task") };
            yield return new(Calling, "`WaitAsync` around a child that suspends once") { Cost = DeviceCode.Measure(Scheduler, "TimeLimit") };
        }

        private static IEnumerable<Figure> OfStreams()
        {
            foreach (int size in s_sizes)
            {
                Operation read = DeviceCode.Measure("StreamBenchmarks", "Read", 1, Rounds, [size]);
                yield return new(Streams, $"read of {size:N0} bytes, transport free of cost") { Cost = read, Target = "0 B", IsMet = read.Bytes == 0 };
                Operation write = DeviceCode.Measure("StreamBenchmarks", "Write", 1, Rounds, [size]);
                yield return new(Streams, $"write of {size:N0} bytes, transport free of cost") { Cost = write, Target = "0 B", IsMet = write.Bytes == 0 };
            }

            foreach (int size in s_sizes)
            {
                Operation read = ServerOperations.Read(size);
                yield return new(Streams, $"socket: read of {size:N0} bytes that are there") { Cost = read, Target = "0 B", IsMet = read.Bytes == 0 };
                yield return new(Streams, $"socket: read of {size:N0} bytes that come while it waits, with one wait") { Cost = ServerOperations.Wait(size) };
                Operation write = ServerOperations.Write(size);
                yield return With(new(Streams, $"socket: write of {size:N0} bytes") { Cost = write }, size <= 1400, "0 B", write.Bytes == 0);
            }
        }

        private static IEnumerable<Figure> OfServers()
        {
            yield return new(Servers, "accept to close, handler that does nothing") { Cost = ServerOperations.Accept() };
            yield return new(Servers, "HTTP request and response, connection kept") { Cost = ServerOperations.HttpRequest() };
            Operation pass = ServerOperations.PassBeside8();
            yield return new(Servers, "pass with nothing ready and 8 parked reads: what they add") { Cost = pass, Target = "≤ 8 polls, 0 B", IsMet = pass is { Polls: <= 8, Bytes: 0 } };
        }

        private static IEnumerable<Figure> OfHeap()
        {
            (int queue, int coroutine) = HeldBytes.OfScheduler();
            yield return new(Held, "event queue, 16 + 16") { Held = queue, Target = "≤ 512 B", IsMet = queue <= 512 };
            yield return new(Held, "suspended coroutine without locals") { Held = coroutine, Target = "≤ 72 B", IsMet = coroutine <= 72 };
            (NanoHeapGraph graph, int buffer) = HeldBytes.OfHttpConnection();
            yield return new(Held, "idle keep-alive HTTP connection without its read buffer") { Held = graph.Bytes, Target = "≤ 1,000 B", IsMet = graph.Bytes <= 1000 };
            yield return new(Held, "its read buffer") { Held = buffer };
            double ratio = (double)(HeldBytes.OfThread + buffer) / (graph.Bytes + buffer);
            yield return new(Held, "a thread, its socket and stream in its place") { Held = HeldBytes.OfThread, Note = $"{ratio:0.00} times as much, each with that buffer", Target = "≥ 2 times", IsMet = ratio >= 2 };
        }

        private static IEnumerable<Figure> OfFlash()
        {
            string path = Path.Combine(Paths.Device, "UAsyncio.Nano.dll");
            AssemblySize core = AssemblySize.Of(path, t => !IsHttp(t));
            AssemblySize all = AssemblySize.Of(path, _ => true);
            yield return new(Flash, "UAsyncio.Nano without Http, estimated .pe") { Held = core.Pe, Note = Describe(core), Target = "≤ 24,576 B", IsMet = core.Pe <= 24576 };
            yield return new(Flash, "UAsyncio.Nano, estimated .pe") { Held = all.Pe, Note = Describe(all) };
        }

        private static string Describe(AssemblySize size) => $"{size.Types} types, {size.Methods} methods, {size.IL:N0} bytes of IL";

        private static bool IsHttp(Mono.Cecil.TypeDefinition type)
        {
            return type.DeclaringType != null ? IsHttp(type.DeclaringType) : type.Namespace == "UAsyncio.Nano.Http";
        }

        private static Figure With(Figure figure, bool hasTarget, string target, bool isMet)
        {
            return hasTarget ? figure with { Target = target, IsMet = isMet } : figure;
        }
    }
}
