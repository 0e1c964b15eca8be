using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace UAsyncio.NanoProfile.Reports
{
    /// <summary>The flame graph in the file format of speedscope: a sample for each call path, as heavy as what it cost.</summary>
    internal sealed class Speedscope
    {
        private readonly List<string> _frames = new();
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<(int[] Stack, long Instructions, long Bytes)> _samples = new();

        public static void Write(string path, CallTree all)
        {
            Speedscope scope = new();
            foreach (CallTree child in all.Children)
            {
                scope.Visit(child, []);
            }

            using FileStream file = File.Create(path);
            using Utf8JsonWriter json = new(file);
            scope.Write(json, Path.GetFileNameWithoutExtension(path));
        }

        private void Visit(CallTree tree, int[] callers)
        {
            if (!_numbers.TryGetValue(tree.Name, out int frame))
            {
                frame = _frames.Count;
                _frames.Add(tree.Name);
                _numbers.Add(tree.Name, frame);
            }

            int[] stack = [.. callers, frame];
            _samples.Add((stack, tree.Instructions, tree.Bytes));
            foreach (CallTree child in tree.Children)
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
            foreach (string frame in _frames)
            {
                json.WriteStartObject();
                json.WriteString("name", frame);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartArray("profiles");
            WriteProfile(json, "IL instructions", "none", _samples.Select(s => (s.Stack, s.Instructions)));
            WriteProfile(json, "bytes allocated", "bytes", _samples.Select(s => (s.Stack, s.Bytes)));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        private static void WriteProfile(Utf8JsonWriter json, string name, string unit, IEnumerable<(int[] Stack, long Weight)> samples)
        {
            (int[] Stack, long Weight)[] heavy = samples.Where(s => s.Weight > 0).ToArray();
            json.WriteStartObject();
            json.WriteString("type", "sampled");
            json.WriteString("name", name);
            json.WriteString("unit", unit);
            json.WriteNumber("startValue", 0);
            json.WriteNumber("endValue", heavy.Sum(s => s.Weight));
            json.WriteStartArray("samples");
            foreach ((int[] stack, _) in heavy)
            {
                json.WriteStartArray();
                foreach (int frame in stack)
                {
                    json.WriteNumberValue(frame);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteStartArray("weights");
            foreach ((_, long weight) in heavy)
            {
                json.WriteNumberValue(weight);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
