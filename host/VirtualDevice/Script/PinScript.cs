using System;
using System.Collections.Generic;
using UAsyncio.VirtualDevice.Gpio;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>A pin that changes at given times, or with another.</summary>
    internal static class PinScript
    {
        public static void Read(ScriptElement element, DeviceScript script)
        {
            element.Expect("pin", "wiredTo", "events", "repeat");
            int pin = element.Number("pin", 0, DevicePins.Count - 1);
            if (element.Has("wiredTo"))
            {
                int from = element.Number("wiredTo", 0, DevicePins.Count - 1);
                if (from == pin || element.Has("events"))
                {
                    throw element["wiredTo"].Error("a pin that has \"events\", or is the same, cannot be wired to it");
                }

                PinWire wire = new(from, pin);
                script.Add(wire.Start, wire);
                return;
            }

            List<(int, Action)> events = [];
            foreach (ScriptElement one in element.List("events"))
            {
                one.Expect("at", "level");
                events.Add((one.Number("at", 0, int.MaxValue), ReadLevel(one["level"], pin)));
            }

            script.AddTimeline(element, events);
        }

        private static Action ReadLevel(ScriptElement level, int pin) => level.Text() switch
        {
            "high" => () => DevicePins.Drive(pin, true),
            "low" => () => DevicePins.Drive(pin, false),
            "open" => () => DevicePins.Release(pin),
            _ => throw level.Error($"\"{level.Text()}\" is no level; levels are high, low and open"),
        };
    }
}
