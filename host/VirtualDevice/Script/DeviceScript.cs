using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>
    /// What happens around the device, read from a JSON file: pins that change, bytes that arrive at serial ports, analogue inputs that move,
    /// I2C and SPI targets that answer. docs/virtual-device.md describes the format. For one thread.
    /// </summary>
    public sealed class DeviceScript : IDisposable
    {
        private static readonly JsonDocumentOptions s_options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

        private readonly List<Action> _starts = [];
        private readonly List<IDisposable> _running = [];
        private readonly Schedule _schedule = new();

        private DeviceScript()
        {
        }

        /// <summary>Reads a script and checks all of it; nothing happens yet.</summary>
        /// <param name="path">The file.</param>
        /// <exception cref="DeviceScriptException">It is not there, no JSON, or not what a script may say.</exception>
        public static DeviceScript Load(string path)
        {
            string name = Path.GetFileName(path);
            try
            {
                return Parse(File.ReadAllText(path), name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DeviceScriptException($"{path} cannot be read: {e.Message}");
            }
        }

        /// <summary>Reads a script from a text.</summary>
        /// <param name="json">The script.</param>
        /// <param name="name">What errors call it.</param>
        /// <exception cref="DeviceScriptException">It is no JSON, or not what a script may say.</exception>
        public static DeviceScript Parse(string json, string name)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(json, s_options);
                return Read(new ScriptElement(document.RootElement, name));
            }
            catch (JsonException e)
            {
                throw new DeviceScriptException($"{name}, line {e.LineNumber + 1}: this is no JSON: {e.Message.Split(" LineNumber")[0]}");
            }
            catch (InvalidOperationException e)
            {
                // JSON lets "\ud800" pass; no text can have it.
                throw new DeviceScriptException($"{name}: half a character stands alone in a text: {e.Message}");
            }
        }

        /// <summary>Begins: what answers is attached, and times count from now, in the device's time.</summary>
        public void Start()
        {
            foreach (Action start in _starts)
            {
                start();
            }

            _schedule.Start();
        }

        /// <summary>Ends it: nothing more happens. What hangs on buses and analogue inputs stays until <see cref="Device.Restart"/>.</summary>
        public void Dispose()
        {
            _schedule.Dispose();
            foreach (IDisposable running in _running)
            {
                running.Dispose();
            }
        }

        internal void Add(Action start, IDisposable? running = null)
        {
            _starts.Add(start);
            if (running != null)
            {
                _running.Add(running);
            }
        }

        internal void AddTimeline(ScriptElement element, List<(int At, Action Action)> events)
        {
            events = [.. events.OrderBy(e => e.At)];
            _schedule.Add(new Timeline(events, ReadRepeat(element, events.Count == 0 ? 0 : events[^1].At)));
        }

        internal int ReadRepeat(ScriptElement element, int last)
        {
            int repeat = element.Number("repeat", 1, int.MaxValue, 0);
            return repeat == 0 || repeat >= last ? repeat : throw element["repeat"].Error($"{repeat} is before the last, at {last}");
        }

        private static DeviceScript Read(ScriptElement root)
        {
            DeviceScript script = new();
            root.Expect("pins", "serial", "adc", "i2c", "spi");
            ReadAll("pins", PinScript.Read);
            ReadAll("serial", SerialScript.Read);
            ReadAll("adc", AdcScript.Read);
            ReadAll("i2c", I2cScript.Read);
            ReadAll("spi", SpiScript.Read);
            return script;

            void ReadAll(string name, Action<ScriptElement, DeviceScript> read)
            {
                foreach (ScriptElement element in root.List(name))
                {
                    read(element, script);
                }
            }
        }
    }
}
