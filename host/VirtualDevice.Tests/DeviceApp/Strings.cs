#pragma warning disable CS0618 // Of Guid's parser nanoFramework says that it will have another name.

using System;
using System.Collections;
using System.Diagnostics;
using System.Text;
using System.Threading;

namespace DeviceApp
{
    /// <summary>What strings answer.</summary>
    public static class Strings
    {
        public static string Ends()
        {
            char[] chars = { 'a', 'b', '\0', 'c' };
            return new string(chars) + ";" + new string(chars, 1, 3) + ";" + new string('\0', 2) + ";" + new string(null, 3, 4) + ";" + new string('x', 2) + ";"
                + Encoding.UTF8.GetString(new byte[] { 65, 0, 66 }, 0, 3) + ";" + "d\0e" + chars[2] + chars[3] + $"{chars[2]}{1}" + (object)chars[2];
        }

        // A mark of the byte order is a space, one of Unicode's other spaces is none.
        public static string Spaces()
        {
            string text = "\uFEFF a\u00A0b\u202F\u200B";
            return text.Trim().Length + ";" + text.Trim(null).Length + ";" + text.TrimEnd().Length + ";" + "a\u3000b c".Split().Length + ";" + "a b c".Split(null, 2)[1] + ";" + "xaxbx".Trim('x');
        }

        public static string Orders() => "a".CompareTo((object)5) + ";" + "a".CompareTo((object)"b") + ";" + "a".CompareTo((object)null);

        public static string Messages()
        {
            return new ArgumentOutOfRangeException().Message + ";" + new ArgumentOutOfRangeException("x").Message + ";" + new ArgumentNullException().Message + ";" + new Own().Message + ";" + new ArgumentException().Message
                + ";" + Thrown(() => "a".Substring(2)).Message + ";" + Thrown(() => new ArrayList().RemoveAt(0)).Message;
        }

        public static void Null()
        {
            Debug.WriteLine(null);
            Console.WriteLine((string)null);
        }

        public static string Builder()
        {
            StringBuilder text = new StringBuilder(40000);
            text.Append('a', 39000).Clear();
            text.Append("ab").Length = 4;
            return text.ToString() + ";" + text.MaxCapacity + ";" + Kind(() => text.Replace(null, "b")) + ";" + Kind(() => text.Append((string)null, 0, 0)) + ";" + Kind(() => text.Insert(-1, "x", 1));
        }

        public static string Searches()
        {
            string text = "straße/café.txt";
            return text.LastIndexOf('.') + ";" + text.LastIndexOf('/') + ";" + text.LastIndexOf("ra") + ";" + text.LastIndexOf('a') + ";" + "abcabc".LastIndexOf("bc", 4) + ";" + "a😀b".LastIndexOf('a');
        }

        public static string Halves()
        {
            string text = "a😀b";
            return text.Length + ";" + (int)text[2] + ";" + (int)text.Substring(2)[0] + ";" + (int)new string(new char[] { '\uD83D' })[0];
        }

        public static string Guids()
        {
            Guid parsed;
            bool isParsed = Guid.TryParseGuidWithDashes("{6F9619FF-8B86-D011-B42D-00C04FC964FF}", out parsed);
            return isParsed + ";" + parsed + ";" + Kind(() => new Guid("x")) + ";" + Kind(() => new Guid(string.Empty)) + ";" + Kind(() => default(Guid).Equals(Guid.Empty)) + ";" + Guid.Empty.Equals(default(Guid))
                + ";" + new Guid("ffffffff-0000-0000-0000-000000000000").CompareTo(new Guid("00000001-0000-0000-0000-000000000000")) + ";" + Guid.NewGuid().ToString().Length;
        }

        // Not another with each run, and of a time with its mark.
        public static string Hashes()
        {
            object text = "abc";
            return "abc".GetHashCode() + ";" + text.GetHashCode() + ";" + string.Empty.GetHashCode() + ";" + new DateTime(2026, 1, 2).GetHashCode() + ";" + default(DateTime).GetHashCode();
        }

        public static string Lines() => Convert.ToBase64String(new byte[57], Base64FormattingOptions.InsertLineBreaks).Length + ";" + Convert.ToBase64String(new byte[54], Base64FormattingOptions.InsertLineBreaks).Length;

        // Of the firmware, then of a library.
        public static string Nulls() => Thrown(() => int.Parse(null)).Message + ";" + Thrown(() => new Hashtable().Remove(null)).Message + ";" + Thrown(() => new Queue().CopyTo(null, 0)).Message;

        private static string Kind(ThreadStart action) => Thrown(action).GetType().Name;

        private static Exception Thrown(ThreadStart action)
        {
            try
            {
                action();
                return null;
            }
            catch (Exception e)
            {
                return e;
            }
        }

        private class Own : ArgumentException
        {
        }
    }
}
