extern alias desktop;

using System;
using System.Text;

namespace UAsyncio.VirtualDevice.Runtime
{
    /// <summary>Stack traces as a device has them: without the frames of what stands around the program on this computer.</summary>
    internal static class DeviceTrace
    {
        private const string At = "   at ";

        private static readonly string[] s_around = ["UAsyncio.VirtualDevice.", "UAsyncio.NanoProfile.", "System.Reflection.", "System.RuntimeMethodHandle.", "nanoFramework.TestFramework."];

        /// <summary>Whether a type, or a frame of it, is part of what stands around the program.</summary>
        public static bool IsAround(string type) => Array.Exists(s_around, name => type.StartsWith(name, StringComparison.Ordinal));

        /// <summary>Leaves them out of a text, be it an exception's or its stack trace's.</summary>
        public static string Of(string text)
        {
            desktop::System.Text.StringBuilder kept = new();
            foreach (string line in text.Split('\n'))
            {
                if (!line.StartsWith(At, StringComparison.Ordinal) || IsOfProgram(line.Substring(At.Length)))
                {
                    kept.Append(kept.Length == 0 ? "" : "\n").Append(line.TrimEnd('\r'));
                }
            }

            return kept.ToString();
        }

        // A method without a type is one that was made to call another.
        private static bool IsOfProgram(string frame) => !IsAround(frame) && frame.Split('(')[0].Contains('.');
    }
}
