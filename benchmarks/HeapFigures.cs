using System.Collections.Generic;

namespace UAsyncio.Benchmarks
{
    /// <summary>What is held on the heap, and how many connections fit into one.</summary>
    public static class HeapFigures
    {
        private const string Held = "Held on the heap";
        private const int DeviceHeap = 65536;

        /// <summary>Weighs everything.</summary>
        public static IEnumerable<Figure> All()
        {
            (int queue, int coroutine) = HeldBytes.OfScheduler();
            yield return new(Held, "event queue, 16 + 16, allocated once") { Size = queue, Target = AtMost(queue, 512) };
            yield return new(Held, "suspended coroutine without locals") { Size = coroutine, Target = AtMost(coroutine, 72) };
            int buffer = 0;
            Operation request = ServerOperations.HttpRequest(ServerOperations.LibraryHttp, () =>
            {
                buffer = HeldBytes.OfBuffers();
                return HeldBytes.OfConnection().Bytes;
            });
            int connection = request.Held!.Value;
            yield return new(Held, "idle keep-alive HTTP connection without its read buffer") { Size = connection, Target = AtMost(connection, 1000) };
            yield return new(Held, "its read buffer") { Size = buffer };
            int thread = ThreadOperations.HttpRequest().Held!.Value;
            yield return new(Held, "the same with a thread for each connection, without its read buffer") { Size = thread };
            yield return new(Held, "the server's program without a connection: its main thread, the loop and its queues, the server for 8") { Size = HeldBytes.OfServer(8) };
            yield return new(Held, "that with threads: its main thread and the listening socket") { Size = HeldBytes.OfThreadServer() };

            int client = HeldBytes.OfMqttClient().Bytes;
            yield return new(Held, "idle MQTT client with its buffers and options, beyond its stream") { Size = client, Target = AtMost(client, 1000) };

            int ours = 0;
            while (HeldBytes.OfServer(ours + 1) + ((ours + 1) * (connection + buffer)) <= DeviceHeap)
            {
                ours++;
            }

            int threads = (DeviceHeap - HeldBytes.OfThreadServer()) / (thread + buffer);
            double ratio = (double)ours / threads;
            yield return new(Held, "idle HTTP connections in a heap of 64 KB, program and read buffers included")
            {
                Note = $"{ours}; with a thread for each {threads}; if the device had as many sockets",
                Target = new("≥ 2 times as many as threads", $"{ratio:0.00} times ({ours} : {threads})", ratio >= 2),
            };
        }

        private static Target AtMost(int bytes, int limit) => new($"≤ {limit:N0} B", $"{bytes:N0} B", bytes <= limit);
    }
}
