using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using UAsyncio.NanoProfile.Counting;

namespace UAsyncio.NanoProfile.Reports
{
    /// <summary>The flame graph, in the file format of speedscope: a sample for each call path, as heavy as what it cost.</summary>
    internal sealed class Speedscope
    {
        private readonly Dictionary<string, int> _frames = new();
        private readonly List<int[]> _instructionSamples = new();
        private readonly List<long> _instructions = new();
        private readonly List<int[]> _byteSamples = new();
        private readonly List<long> _bytes = new();

        public static void Write(string path, IEnumerable<ThreadProfile> threads)
        {
            Speedscope scope = new();
            foreach (ThreadProfile thread in threads)
            {
                lock (thread)
                {
                    foreach (CallNode child in thread.Root.Children)
                    {
                        scope.Visit(child, []);
                    }
                }
            }

            using FileStream file = File.Create(path);
            using Utf8JsonWriter json = new(file);
            scope.Write(json, Path.GetFileNameWithoutExtension(path));
        }

        private void Visit(CallNode node, int[] callers)
        {
            if (!_frames.TryGetValue(node.Method.Name, out int frame))
            {
                frame = _frames.Count;
                _frames.Add(node.Method.Name, frame);
            }

            // The start of a coroutine's call and its body go by one name.
            int[] stack = callers.Length > 0 && callers[^1] == frame ? callers : [.. callers, frame];
            long instructions = CostCollector.InstructionsOf(node);
            if (instructions > 0)
            {
                _instructionSamples.Add(stack);
                _instructions.Add(instructions);
            }

            long bytes = CostCollector.AllocationsOf(node).Sum(a => a.Value.Bytes);
            if (bytes > 0)
            {
                _byteSamples.Add(stack);
                _bytes.Add(bytes);
            }

            foreach (CallNode child in node.Children)
            {
                Visit(child, stack);
            }
        }

        private void Write(Utf8JsonWriter json, string name)
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://www.speedscope.app/file-format-schema.json");
            json.WriteString("name", name);
            json.WriteString("exporter", "UAsyncio.NanoProfile");
            json.WriteNumber("activeProfileIndex", 0);
            json.WriteStartObject("shared");
            json.WriteStartArray("frames");
            foreach (string frame in _frames.Keys)
            {
                json.WriteStartObject();
                json.WriteString("name", frame);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("profiles");
            WriteProfile(json, "IL instructions", "none", _instructionSamples, _instructions);
            WriteProfile(json, "bytes allocated", "bytes", _byteSamples, _bytes);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private static void WriteProfile(Utf8JsonWriter json, string name, string unit, List<int[]> samples, List<long> weights)
        {
            json.WriteStartObject();
            json.WriteString("type", "sampled");
            json.WriteString("name", name);
            json.WriteString("unit", unit);
            json.WriteNumber("startValue", 0);
            json.WriteNumber("endValue", weights.Sum());
            json.WriteStartArray("samples");
            foreach (int[] sample in samples)
            {
                json.WriteStartArray();
                foreach (int frame in sample)
                {
                    json.WriteNumberValue(frame);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartArray("weights");
            foreach (long weight in weights)
            {
                json.WriteNumberValue(weight);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
