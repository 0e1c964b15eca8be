using UAsyncio.VirtualDevice.Runtime;

namespace System
{
    public static class Console
    {
        public static void Write(string value) => DeviceOutput.Write(value ?? DeviceOutput.Null);

        public static void WriteLine() => DeviceOutput.WriteLine(null);

        public static void WriteLine(string value) => DeviceOutput.WriteLine(value ?? DeviceOutput.Null);
    }
}
