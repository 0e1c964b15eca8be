extern alias desktop;

using UAsyncio.VirtualDevice.Runtime;

namespace System.Diagnostics
{
    public static class Debug
    {
        public static void Assert(bool condition) => Assert(condition, null, null);

        public static void Assert(bool condition, string message) => Assert(condition, message, null);

        public static void Assert(bool condition, string message, string detailedMessage)
        {
            if (condition)
            {
                return;
            }

            DeviceOutput.WriteLine($"Assertion failed. {message} {detailedMessage}");
            if (desktop::System.Diagnostics.Debugger.IsAttached)
            {
                desktop::System.Diagnostics.Debugger.Break();
            }
        }

        public static void Write(string message) => DeviceOutput.Write(message ?? DeviceOutput.Null);

        public static void WriteLine() => DeviceOutput.WriteLine(null);

        public static void WriteLine(string message) => DeviceOutput.WriteLine(message ?? DeviceOutput.Null);
    }
}
