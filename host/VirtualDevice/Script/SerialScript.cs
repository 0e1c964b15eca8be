extern alias device;

using System;
using System.Collections.Generic;
using device::UAsyncio.VirtualDevice.Runtime;
using UAsyncio.VirtualDevice.Peripherals;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>A serial port at which bytes arrive, at given times, from another port, or as the answer to what the program writes.</summary>
    internal sealed class SerialScript : IDisposable
    {
        private readonly string _port;
        private readonly string? _wire;
        private readonly List<(byte[] To, byte[] Bytes, int After)> _answers = [];
        private readonly List<byte> _written = [];

        private SerialScript(string port, string? wire)
        {
            _port = port;
            _wire = wire;
        }

        public static void Read(ScriptElement element, DeviceScript script)
        {
            element.Expect("port", "wiredTo", "events", "repeat", "answers");
            string port = ReadPort(element["port"]);
            string? wire = element.Has("wiredTo") ? ReadPort(element["wiredTo"]) : null;

            List<(int, Action)> events = [];
            foreach (ScriptElement one in element.List("events"))
            {
                one.Expect("at", "text", "bytes");
                byte[] bytes = one.Data();
                events.Add((one.Number("at", 0, int.MaxValue), () => DeviceSerial.Deliver(port, bytes)));
            }

            script.AddTimeline(element, events);
            SerialScript serial = new(port, wire);
            foreach (ScriptElement one in element.List("answers"))
            {
                one.Expect("to", "toBytes", "text", "bytes", "after");
                byte[] to = one.Has("to") == one.Has("toBytes") ? throw one.Error("either \"to\" or \"toBytes\" belongs here")
                    : one.Has("to") ? System.Text.Encoding.UTF8.GetBytes(one["to"].Text())
                    : one["toBytes"].Bytes();
                serial._answers.Add(to.Length == 0
                    ? throw one.Error("what is answered cannot be empty")
                    : (to, one.Data(), one.Number("after", 0, int.MaxValue, 0)));
            }

            if (serial._answers.Count > 0 || wire != null)
            {
                script.Add(() => DeviceSerial.Written += serial.OnWritten, serial);
            }
        }

        public void Dispose() => DeviceSerial.Written -= OnWritten;

        private static string ReadPort(ScriptElement element)
        {
            string port = element.Text();
            return DeviceSerial.Exists(port)
                ? port
                : throw element.Error($"there is no serial port \"{port}\"; the virtual device has COM{SerialLine.First} to COM{SerialLine.Last}");
        }

        private void OnWritten(string port, byte[] bytes)
        {
            if (port == _wire)
            {
                DeviceSerial.Deliver(_port, bytes);
            }

            if (port != _port || _answers.Count == 0)
            {
                return;
            }

            lock (_written)
            {
                foreach (byte b in bytes)
                {
                    _written.Add(b);
                    Answer();
                }
            }
        }

        // As soon as what was written ends with what one of them answers.
        private void Answer()
        {
            foreach ((byte[] to, byte[] bytes, int after) in _answers)
            {
                int start = _written.Count - to.Length;
                if (start >= 0 && to.AsSpan().SequenceEqual(_written.GetRange(start, to.Length).ToArray()))
                {
                    _written.Clear();
                    DeviceTime.After(after, () => DeviceSerial.Deliver(_port, bytes));
                    return;
                }
            }
        }
    }
}
