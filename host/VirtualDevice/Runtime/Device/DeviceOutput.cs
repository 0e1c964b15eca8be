extern alias desktop;

using System;
using DesktopBuilder = desktop::System.Text.StringBuilder;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Debug and Console end in the same serial line on a device.
    internal static class DeviceOutput
    {
        // What a device writes for a string that is null.
        public const string Null = "<null>";

        private static readonly object s_lock = new object();
        private static readonly DesktopBuilder s_line = new DesktopBuilder();

        public static event Action<string> LineWritten;

        public static bool EchoToConsole { get; set; }

        public static void Write(string text)
        {
            if (text == null || SimulatedTime.IsThreadEnding)
            {
                return;
            }

            lock (s_lock)
            {
                int start = 0;
                int end;
                while ((end = text.IndexOf('\n', start)) >= 0)
                {
                    s_line.Append(text, start, end - start);
                    EndLine();
                    start = end + 1;
                }

                s_line.Append(text, start, text.Length - start);
            }
        }

        public static void WriteLine(string text)
        {
            if (SimulatedTime.IsThreadEnding)
            {
                return;
            }

            lock (s_lock)
            {
                Write(text);
                EndLine();
            }
        }

        private static void EndLine()
        {
            string line = s_line.ToString().TrimEnd('\r');
            s_line.Clear();
            if (EchoToConsole)
            {
                desktop::System.Console.WriteLine(line);
            }

            LineWritten?.Invoke(line);
        }
    }
}
