namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    // Members that desktop .NET has not, or under another shape.
    public static class Char
    {
        public static string ToString(ref char self) => String.Create(self, 1);

        public static char ToLower(ref char self) => self is >= 'A' and <= 'Z' ? (char)(self + 'a' - 'A') : self;

        public static char ToUpper(ref char self) => self is >= 'a' and <= 'z' ? (char)(self + 'A' - 'a') : self;
    }

    public static class BitConverter
    {
        public static bool get_IsLittleEndian() => true;
    }
}
