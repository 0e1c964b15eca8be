namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    public static class Single
    {
        public static string ToString(ref float self) => NumberFormat.Format(self, "G");

        public static string ToString(ref float self, string format) => NumberFormat.Format(self, format);

        public static float Parse(string s) => (float)NumberParsing.ToDouble(s);

        public static bool TryParse(string s, out float result)
        {
            bool isNumber = NumberParsing.TryToDouble(s, out double value);
            result = (float)value;
            return isNumber;
        }
    }

    public static class Double
    {
        public static string ToString(ref double self) => NumberFormat.Format(self, "G");

        public static string ToString(ref double self, string format) => NumberFormat.Format(self, format);

        public static double Parse(string s) => (double)NumberParsing.ToDouble(s);

        public static bool TryParse(string s, out double result)
        {
            bool isNumber = NumberParsing.TryToDouble(s, out double value);
            result = (double)value;
            return isNumber;
        }
    }
}
