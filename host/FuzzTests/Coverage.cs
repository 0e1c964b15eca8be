using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using SharpFuzz;
using SharpFuzz.Common;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;

namespace UAsyncio.FuzzTests
{
    /// <summary>
    /// Which ways through the library's code have been taken: SharpFuzz weaves a counter into each block of what is loaded here, as for AFL,
    /// and its map is read after each input.
    /// </summary>
    internal static unsafe class Coverage
    {
        private const int MapSize = 65536;

        // What reads bytes from outside. The scheduler's ways say nothing of them.
        private static readonly string[] s_libraries = ["UAsyncio.Nano.Net", "UAsyncio.Nano.Http", "UAsyncio.Nano.WebSockets", "UAsyncio.Nano.Mqtt"];
        private static readonly bool[] s_seen = new bool[MapSize];

        /// <summary>Gets how many ways have been taken.</summary>
        public static int Count { get; private set; }

        /// <summary>Loads a class of the device's tests, and the library with counters.</summary>
        public static Type Load(string name)
        {
            Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapSize);
            Device.Rewriter = path => s_libraries.Contains(Path.GetFileNameWithoutExtension(path)) ? Weave(path) : null;
            return DeviceAssembly.TestType(name);
        }

        /// <summary>Forgets all: each search is the same, whatever has run before it.</summary>
        public static void Clear()
        {
            new Span<byte>(Trace.SharedMem, MapSize).Clear();
            Array.Clear(s_seen);
            Count = 0;
        }

        /// <summary>Takes note of the ways since the last call.</summary>
        /// <returns>Whether a way among it had never been taken.</returns>
        public static bool TakeNew()
        {
            Span<byte> map = new(Trace.SharedMem, MapSize);
            int before = Count;

            for (int at = 0, next; (next = map[at..].IndexOfAnyExcept((byte)0)) >= 0; at += next + 1)
            {
                Count += s_seen[at + next] ? 0 : 1;
                s_seen[at + next] = true;
            }

            map.Clear();
            return Count > before;
        }

        private static byte[] Weave(string path)
        {
            string folder = Directory.CreateTempSubdirectory("coverage-").FullName;

            try
            {
                string copy = Path.Combine(folder, Path.GetFileName(path));
                File.Copy(path, copy);
                _ = Fuzzer.Instrument(copy, _ => true, Options.Value).Count();
                return File.ReadAllBytes(copy);
            }
            finally
            {
                Directory.Delete(folder, true);
            }
        }
    }
}
