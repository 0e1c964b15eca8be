using System.Text;

namespace DeviceApp
{
    /// <summary>What strings answer.</summary>
    public static class Strings
    {
        public static string Ends()
        {
            char[] chars = { 'a', 'b', '\0', 'c' };
            return new string(chars) + ";" + new string(chars, 1, 3) + ";" + new string('\0', 2) + ";" + new string(null, 3, 4) + ";" + new string('x', 2) + ";"
                + Encoding.UTF8.GetString(new byte[] { 65, 0, 66 }, 0, 3);
        }
    }
}
