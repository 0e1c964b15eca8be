using UAsyncio.VirtualDevice.Runtime;

namespace nanoFramework.TestFramework
{
    public static class OutputHelper
    {
        public static void Write(string message) => DeviceOutput.Write(message);

        public static void WriteLine(string message) => DeviceOutput.WriteLine(message);
    }
}
