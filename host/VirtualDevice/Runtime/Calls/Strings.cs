using System;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    public static class String
    {
        // What the constructors make: a text ends at a NUL, and of no characters nothing is checked.
        public static string Create(char[] value) => Create(value, 0, -1);

        public static string Create(char[] value, int startIndex, int length)
        {
            if (value == null || value.Length == 0)
            {
                return string.Empty;
            }

            length = length == -1 ? value.Length - startIndex : length;
            return startIndex >= 0 && length >= 0 && startIndex <= value.Length - length
                ? UpToNul(new string(value, startIndex, length))
                : throw new ArgumentOutOfRangeException();
        }

        public static string Create(char c, int count)
        {
            return count >= 0 ? UpToNul(new string(c, count)) : throw new ArgumentOutOfRangeException();
        }

        public static char get_Chars(string self, int index)
        {
            return (uint)index < (uint)self.Length ? self[index] : throw new ArgumentOutOfRangeException();
        }

        public static string Concat(object arg0) => Object.TextOf(arg0);

        public static string Concat(object arg0, object arg1) => Object.TextOf(arg0) + Object.TextOf(arg1);

        public static string Concat(object arg0, object arg1, object arg2) => Object.TextOf(arg0) + Object.TextOf(arg1) + Object.TextOf(arg2);

        public static string Concat(object[] args)
        {
            ArgumentNullException.ThrowIfNull(args);
            return string.Concat(System.Array.ConvertAll(args, Object.TextOf));
        }

        public static string Format(string format, object[] args) => StringFormat.Format(format, args);

        public static int Compare(string strA, string strB) => System.Math.Sign(string.CompareOrdinal(strA, strB));

        public static int CompareTo(string self, string strB) => Compare(self, strB);

        public static int CompareTo(string self, object value) => Compare(self, value == null ? null : value as string ?? throw new ArgumentException());

        public static bool Contains(string self, string value) => value.Length == 0 || IndexOf(self, value) >= 0;

        public static int IndexOf(string self, char value) => Find(self, value, false, null, null);

        public static int IndexOf(string self, string value) => Find(self, value, false, null, null);

        public static int IndexOfAny(string self, char[] anyOf) => Find(self, anyOf, false, null, null);

        public static int IndexOf(string self, char value, int startIndex) => Find(self, value, false, startIndex, null);

        public static int IndexOf(string self, string value, int startIndex) => Find(self, value, false, startIndex, null);

        public static int IndexOfAny(string self, char[] anyOf, int startIndex) => Find(self, anyOf, false, startIndex, null);

        public static int IndexOf(string self, char value, int startIndex, int count) => Find(self, value, false, startIndex, count);

        public static int IndexOf(string self, string value, int startIndex, int count) => Find(self, value, false, startIndex, count);

        public static int IndexOfAny(string self, char[] anyOf, int startIndex, int count) => Find(self, anyOf, false, startIndex, count);

        public static int LastIndexOf(string self, char value) => Find(self, value, true, null, null);

        public static int LastIndexOf(string self, string value) => Find(self, value, true, null, null);

        public static int LastIndexOfAny(string self, char[] anyOf) => Find(self, anyOf, true, null, null);

        public static int LastIndexOf(string self, char value, int startIndex) => Find(self, value, true, startIndex, null);

        public static int LastIndexOf(string self, string value, int startIndex) => Find(self, value, true, startIndex, null);

        public static int LastIndexOfAny(string self, char[] anyOf, int startIndex) => Find(self, anyOf, true, startIndex, null);

        public static int LastIndexOf(string self, char value, int startIndex, int count) => Find(self, value, true, startIndex, count);

        public static int LastIndexOf(string self, string value, int startIndex, int count) => Find(self, value, true, startIndex, count);

        public static int LastIndexOfAny(string self, char[] anyOf, int startIndex, int count) => Find(self, anyOf, true, startIndex, count);

        // Nothing is interned.
        public static string Intern(string str) => str;

        public static string IsInterned(string str) => str;

        public static string ToLower(string self) => Map(self, 'A', 'Z', 'a' - 'A');

        public static string ToUpper(string self) => Map(self, 'a', 'z', 'A' - 'a');

        internal static string UpToNul(string text)
        {
            int end = text.IndexOf('\0');
            return end < 0 ? text : text.Substring(0, end);
        }

        private static int Find(string text, char value, bool isLast, int? start, int? count)
        {
            return StringSearch.Find(text, 1, false, isLast, start, count, (t, i) => t[i] == value);
        }

        private static int Find(string text, char[] values, bool isLast, int? start, int? count)
        {
            int length = values.Length == 0 ? 0 : 1;
            return StringSearch.Find(text, length, false, isLast, start, count, (t, i) => length > 0 && System.Array.IndexOf(values, t[i]) >= 0);
        }

        private static int Find(string text, string value, bool isLast, int? start, int? count)
        {
            return StringSearch.Find(text, value.Length, true, isLast, start, count, (t, i) => string.CompareOrdinal(t, i, value, 0, value.Length) == 0);
        }

        // Letters of ASCII only.
        private static string Map(string text, char first, char last, int offset)
        {
            char[] chars = text.ToCharArray();
            for (int i = 0; i < chars.Length; i++)
            {
                chars[i] = chars[i] >= first && chars[i] <= last ? (char)(chars[i] + offset) : chars[i];
            }

            return new string(chars);
        }
    }
}
