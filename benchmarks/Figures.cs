using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Cecil;

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
        private const string Mqtt = "MQTT";
        private const string Flash = "In flash";

        private const int Rounds = 1700;

        private static readonly int[] s_sizes = [1, 64, 1400, 12000];

        /// <summary>Counts everything, in the order of the tables.</summary>
        public static IEnumerable<Figure> All()
        {
            Func<IEnumerable<Figure>>[] parts = [OfWaiting, OfCalling, OfStreams, OfServers, OfMqtt, PartFigures.All, HeapFigures.All, OfFlash];
            return parts.SelectMany(part => part());
        }

        private static IEnumerable<Figure> OfWaiting()
        {
            foreach (int n in (int[])[1, 10, 16, 100])
            {
                Figure figure = Compare(Waiting, $"yield round trip, {n} coroutine{(n == 1 ? "" : "s")}", "Yield", n, n);
                yield return n == 16 ? figure with { Target = AtMost(figure.Cost!.Value, 85, 2.2, 0) } : figure;
            }

            foreach (int n in (int[])[16, 42, 256])
            {
                Figure figure = Compare(Waiting, $"delay, {n} timers due together", "DelayTogether", n, n);
                yield return n == 16 ? figure with { Target = AtMost(figure.Cost!.Value, 170, 4, 0) } : figure;
                yield return Compare(Waiting, $"delay, {n} timers, each due alone: with its whole pass and the wait", "Delay", n, n);
            }
        }

        private static IEnumerable<Figure> OfCalling()
        {
            Figure child = Compare(Calling, "await of a child that completes at once", "Child", 1);
            yield return child with { Target = AtMost(child.Cost!.Value, 50, 3, 60) };
            yield return Compare(Calling, "await of a child that suspends once (a yield)", "SuspendingChild", 1);
            yield return Compare(Calling, "`Coroutine<int>` that completes at once", "IntChild", 1);
            yield return Compare(Calling, "`Coroutine<string>` with an argument that completes at once", "StringChild", 1);
            Operation task = DeviceCode.Measure(Scheduler, "Task");
            yield return new(Calling, "task made, run and ended, with a yield of its maker") { Cost = task, Target = AtMost(task, 240, 8, 60) };
            Operation limit = DeviceCode.Measure(Scheduler, "TimeLimit");
            yield return new(Calling, "`WaitAsync` around a child that suspends once") { Cost = limit, Target = AtMost(limit, 380, 15, 120) with { IsAim = true } };
        }

        private static IEnumerable<Figure> OfStreams()
        {
            yield return new(Streams, "read of 64 bytes, transport free of cost") { Cost = DeviceCode.Measure("StreamBenchmarks", "Read", 1, Rounds, [64]) };
            yield return new(Streams, "write of 64 bytes, transport free of cost") { Cost = DeviceCode.Measure("StreamBenchmarks", "Write", 1, Rounds, [64]) };
            foreach (int size in s_sizes)
            {
                Operation read = ServerOperations.Read(ServerOperations.Library, size);
                Operation threadRead = ThreadOperations.Read(size);
                yield return new(Streams, $"read of {Bytes(size)}, there already")
                {
                    Cost = read,
                    ByHand = ServerOperations.Read(ServerOperations.ByHand, size),
                    ByThread = threadRead with { Held = null },
                    Target = AtMost(read, 110, 6, 0) with { IsAim = true },
                };
                yield return new(Streams, $"read of {Bytes(size)}, coming while it waits")
                {
                    Cost = ServerOperations.Wait(ServerOperations.Library, size, () => HeldBytes.OfConnection().Bytes),
                    ByHand = ServerOperations.Wait(ServerOperations.ByHand, size, HeldBytes.OfHeld),
                    ByThread = threadRead,
                };
                Operation write = ServerOperations.Write(ServerOperations.Library, size);
                yield return new(Streams, $"write of {Bytes(size)}")
                {
                    Cost = write,
                    ByHand = ServerOperations.Write(ServerOperations.ByHand, size),
                    ByThread = ThreadOperations.Write(size),
                    DependsOnNetworkStack = size >= 1400,
                    Target = size > 1400 ? null : new("0 B", $"{write.Bytes:0.#} B", write.Bytes == 0),
                };
            }
        }

        private static IEnumerable<Figure> OfServers()
        {
            Operation accept = ServerOperations.Accept(ServerOperations.Library);
            yield return new(Servers, "accept to close, handler that does nothing")
            {
                Cost = accept,
                Target = AtMost(accept, 700, 35, 516) with { IsAim = true },
                ByHand = ServerOperations.Accept(ServerOperations.ByHand),
                ByThread = ThreadOperations.Accept(),
            };
            Operation request = ServerOperations.HttpRequest(ServerOperations.LibraryHttp, () => HeldBytes.OfConnection().Bytes);
            yield return new(Servers, "HTTP request and response, connection kept")
            {
                Cost = request,
                ByHand = ServerOperations.HttpRequest(ServerOperations.ByHand, HeldBytes.OfHeld),
                ByThread = ThreadOperations.HttpRequest(),
                Target = AtMost(request, 1600, 130, 1000),
            };
            yield return new(Servers, "HTTP request that is another than the last one")
            {
                Cost = ServerOperations.HttpRequest(ServerOperations.LibraryHttp, () => HeldBytes.OfConnection().Bytes, changes: true),
            };
            Operation echo = ServerOperations.WebSocketEcho(text: false);
            yield return new(Servers, "WebSocket: 64 bytes received, unmasked and sent back")
            {
                Cost = echo,
                Target = AtMost(echo, 900, 50, 0) with { IsAim = true },
            };
            yield return new(Servers, "WebSocket: the same as text, checked")
            {
                Cost = ServerOperations.WebSocketEcho(text: true),
            };
            Operation pass = ServerOperations.PassBeside8();
            yield return new(Servers, "pass with nothing ready: what 8 parked reads add")
            {
                Cost = pass,
                Target = new("≤ 300 IL, ≤ 12 calls, ≤ 8 polls, 0 B", $"{pass.Instructions:0.#} IL, {pass.Calls:0.#} calls, {pass.Polls:0.#} polls, {pass.Bytes:0.#} B", pass is { Instructions: <= 300, Calls: <= 12, Polls: <= 8, Bytes: 0 }),
            };
            (Operation window, int sleeps) = ServerOperations.Window();
            yield return new(Servers, "event 2 ms after the one before, polling window 4 ms, a pass in 0.25 ms")
            {
                Cost = window,
                Target = new("no wait", $"{(sleeps == 0 ? "no wait" : sleeps + " waits")}; {ServerOperations.PassesToEvent} passes, {window.Polls:0.#} polls of the read and the accept beside it", sleeps == 0),
            };
        }

        private static IEnumerable<Figure> OfMqtt()
        {
            Operation atMostOnce = DeviceCode.Measure("MqttBenchmarks", "Publish", 1, Rounds, [0, 1]);
            yield return new(Mqtt, "publish at QoS 0, sent alone") { Cost = atMostOnce, Target = AtMost(atMostOnce, 600, 40, 0) };
            yield return new(Mqtt, "publish at QoS 0, two topics by turns") { Cost = DeviceCode.Measure("MqttBenchmarks", "PublishByTurns", 2, Rounds / 2, []) };
            Operation alone = DeviceCode.Measure("MqttBenchmarks", "Publish", 1, Rounds, [1, 1]);
            yield return new(Mqtt, "publish at QoS 1, one at a time, until it is acknowledged") { Cost = alone, Target = AtMost(alone, 1200, 80, 100) };
            yield return new(Mqtt, "publish at QoS 1, 8 at a time") { Cost = DeviceCode.Measure("MqttBenchmarks", "Publish", 8, Rounds / 8, [1, 8]) };
        }

        private static IEnumerable<Figure> OfFlash()
        {
            AssemblySize core = SizeOf("UAsyncio.Nano", _ => true);
            AssemblySize net = SizeOf("UAsyncio.Nano.Net", t => !IsTls(t));
            yield return OfSize("UAsyncio.Nano, estimated .pe", core);
            yield return OfSize("UAsyncio.Nano.Net without the types of Tls, estimated .pe", net);
            yield return OfSize("UAsyncio.Nano.Net, estimated .pe", SizeOf("UAsyncio.Nano.Net", _ => true));
            yield return OfSize("UAsyncio.Nano.Http, estimated .pe", SizeOf("UAsyncio.Nano.Http", _ => true));
            yield return OfSize("UAsyncio.Nano.WebSockets, estimated .pe", SizeOf("UAsyncio.Nano.WebSockets", _ => true));
            AssemblySize mqtt = SizeOf("UAsyncio.Nano.Mqtt", _ => true);
            yield return OfSize("UAsyncio.Nano.Mqtt, estimated .pe", mqtt) with { Target = new("≤ 14,336 B", $"{mqtt.Pe:N0} B", mqtt.Pe <= 14336) { IsAim = true } };
        }

        private static Figure Compare(string group, string name, string method, int count, params object[] arguments)
        {
            // By hand each pass asks all: the more there are, the longer each takes.
            int times = Math.Max(10, 2000 / count);
            Operation cost = DeviceCode.Measure(Scheduler, method, count, times, arguments);
            cost = cost with { Held = group == Waiting ? HeldBytes.OfHeld() : null };
            Operation byHand = DeviceCode.Measure(ServerOperations.ByHand, method, count, times, arguments);
            return new(group, name) { Cost = cost, ByHand = byHand with { Held = group == Waiting ? HeldBytes.OfHeld() : null } };
        }

        private static Target AtMost(Operation cost, int instructions, double calls, int bytes)
        {
            return new(
                $"≤ {instructions} IL, ≤ {calls:0.#} calls, {(bytes == 0 ? "" : "≤ ")}{bytes} B",
                $"{cost.Instructions:0.#} IL, {cost.Calls:0.#} calls, {cost.Bytes:0.#} B",
                cost.Instructions <= instructions && cost.Calls <= calls && cost.Bytes <= bytes);
        }

        private static string Bytes(int count) => count == 1 ? "1 byte" : $"{count:N0} bytes";

        private static Figure OfSize(string name, AssemblySize size)
        {
            return new(Flash, name) { Size = size.Pe, Note = $"{size.Types} types, {size.Methods} methods, {size.IL:N0} bytes of IL" };
        }

        private static AssemblySize SizeOf(string assembly, Predicate<TypeDefinition> include)
        {
            return AssemblySize.Of(Path.Combine(Paths.Device, assembly + ".dll"), include);
        }

        private static bool IsTls(TypeDefinition type) => Outermost(type).Name is "ClientHello" or ['T', 'l', 's', ..];

        private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType == null ? type : Outermost(type.DeclaringType);
    }
}
