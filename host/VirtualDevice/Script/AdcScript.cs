extern alias device;

using System.Collections.Generic;
using device::UAsyncio.VirtualDevice.Runtime;
using UAsyncio.VirtualDevice.Peripherals;

namespace UAsyncio.VirtualDevice.Script
{
    /// <summary>An analogue input that goes evenly from point to point.</summary>
    internal static class AdcScript
    {
        public static void Read(ScriptElement element, DeviceScript script)
        {
            element.Expect("channel", "points", "repeat");
            int channel = element.Number("channel", 0, DeviceAdc.ChannelCount - 1);
            List<(int At, int Value)> points = [];
            foreach (ScriptElement point in element.List("points"))
            {
                point.Expect("at", "value");
                int at = point.Number("at", 0, int.MaxValue);
                if (points.Count > 0 && at <= points[^1].At)
                {
                    throw point["at"].Error($"{at} does not come behind {points[^1].At}");
                }

                points.Add((at, point.Number("value", 0, DeviceAdc.Maximum)));
            }

            if (points.Count == 0)
            {
                throw element.Error("\"points\" needs at least one");
            }

            int repeat = script.ReadRepeat(element, points[^1].At);
            script.Add(() =>
            {
                long start = DeviceClock.Milliseconds;
                DeviceAdc.Set(channel, now => ValueAt(points, repeat == 0 ? now - start : (now - start) % repeat));
            });
        }

        private static int ValueAt(List<(int At, int Value)> points, long time)
        {
            int next = points.FindIndex(point => point.At > time);
            if (next <= 0)
            {
                return points[next < 0 ? ^1 : 0].Value;
            }

            (int at, int value) = points[next - 1];
            return value + (int)((points[next].Value - value) * (time - at) / (points[next].At - at));
        }
    }
}
