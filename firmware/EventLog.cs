using System;
using UAsyncio.Nano.Http;

namespace Firmware
{
    /// <summary>What has happened last: a ring of a few lines, each with its number and its time.</summary>
    public sealed class EventLog
    {
        private const int Length = 6;

        private readonly string[] _texts = new string[Length];
        private readonly int[] _seconds = new int[Length];

        /// <summary>How many there were since the start: the number of the last one.</summary>
        public int Count { get; private set; }

        /// <summary>Adds one.</summary>
        /// <param name="text">What has happened.</param>
        public void Add(string text)
        {
            int place = Count % Length;
            _texts[place] = text;
            _seconds[place] = (int)(Environment.TickCount64 / 1000);
            Count++;
        }

        /// <summary>Writes those behind a number, as [number, seconds since the start, text].</summary>
        /// <param name="json">Where to.</param>
        /// <param name="last">The number of the last one that is known already.</param>
        public void Write(JsonWriter json, int last)
        {
            json.StartArray();

            for (int i = last > Count - Length ? last : Count - Length; i < Count; i++)
            {
                if (i >= 0)
                {
                    json.StartArray();
                    json.Value(i + 1);
                    json.Value(_seconds[i % Length]);
                    json.Value(_texts[i % Length]);
                    json.EndArray();
                }
            }

            json.EndArray();
        }
    }
}
