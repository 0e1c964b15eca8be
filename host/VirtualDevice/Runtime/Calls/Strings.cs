using System;
using System.Collections;

namespace UAsyncio.VirtualDevice.Runtime.Calls
{
    public static class String
    {
        // U+FEFF, which a file may begin with, is among them, others of Unicode's are not.
        private static readonly char[] s_spaces = "\t\n\v\f\r \u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u3000\uFEFF".ToCharArray();

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
                ? Made(new string(value, startIndex, length))
                : throw new System.ArgumentOutOfRangeException();
        }

        public static string Create(char c, int count)
        {
            return count >= 0 ? Made(new string(c, count)) : throw new System.ArgumentOutOfRangeException();
        }

        // Of a character of two, the second is the first once more.
        public static char get_Chars(string self, int index)
        {
            return (uint)index >= (uint)self.Length ? throw new System.ArgumentOutOfRangeException()
                : index > 0 && char.IsSurrogatePair(self, index - 1) ? self[index - 1] : self[index];
        }

        public static string Concat(object arg0) => Object.TextOf(arg0);

        public static string Concat(object arg0, object arg1) => Object.TextOf(arg0) + Object.TextOf(arg1);

        public static string Concat(object arg0, object arg1, object arg2) => Object.TextOf(arg0) + Object.TextOf(arg1) + Object.TextOf(arg2);

        public static string Concat(object[] args)
        {
            System.ArgumentNullException.ThrowIfNull(args);
            return string.Concat(System.Array.ConvertAll(args, Object.TextOf));
        }

        public static string Concat(string[] values) => string.Concat(values ?? throw new NullReferenceException());

        public static string Format(string format, object[] args) => StringFormat.Format(format, args);

        public static int Compare(string strA, string strB) => System.Math.Sign(string.CompareOrdinal(strA, strB));

        public static int CompareTo(string self, string strB) => Compare(self, strB);

        // What is no string is greater.
        public static int CompareTo(string self, object value) => value is string or null ? Compare(self, (string)value) : -1;

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

        public static int GetHashCode(string self) => HashCodes.Of(self);

        // Nothing is interned.
        public static string Intern(string str) => str;

        public static string IsInterned(string str) => str;

        public static string[] Split(string self, char[] separator) => self.Split(OrSpaces(separator));

        public static string[] Split(string self, char[] separator, int count) => self.Split(OrSpaces(separator), count);

        public static string Substring(string self, int startIndex) => Substring(self, startIndex, self.Length - startIndex);

        public static string Substring(string self, int startIndex, int length)
        {
            return IsWithin(self, startIndex, length) ? Made(self.Substring(startIndex, length)) : throw new System.ArgumentOutOfRangeException();
        }

        // The length -1 is all of it.
        public static char[] ToCharArray(string self, int startIndex, int length)
        {
            length = length == -1 ? self.Length : length;
            return IsWithin(self, startIndex, length) ? self.ToCharArray(startIndex, length) : throw new System.ArgumentOutOfRangeException();
        }

        public static string Trim(string self) => self.Trim(s_spaces);

        public static string Trim(string self, char[] trimChars) => self.Trim(OrSpaces(trimChars));

        public static string TrimEnd(string self, char[] trimChars) => self.TrimEnd(OrSpaces(trimChars));

        public static string TrimStart(string self, char[] trimChars) => self.TrimStart(OrSpaces(trimChars));

        public static string ToLower(string self) => Map(self, 'A', 'Z', 'a' - 'A');

        public static string ToUpper(string self) => Map(self, 'a', 'z', 'A' - 'a');

        /// <summary>What becomes of characters in a string, which is UTF-8 on a device: a NUL ends it, and half of a character is none.</summary>
        internal static string Made(string text)
        {
            char[] chars = null;
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] == 0)
                {
                    return chars == null ? text.Substring(0, i) : new string(chars, 0, i);
                }

                if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    i++;
                }
                else if (char.IsSurrogate(text[i]))
                {
                    chars ??= text.ToCharArray();
                    chars[i] = '\uFFFD';
                }
            }

            return chars == null ? text : new string(chars);
        }

        private static int Find(string text, char value, bool isLast, int? start, int? count)
        {
            return StringSearch.Find(text, null, each => each == value, isLast, start, count);
        }

        private static int Find(string text, char[] values, bool isLast, int? start, int? count)
        {
            _ = values.Length;
            return StringSearch.Find(text, null, each => System.Array.IndexOf(values, each) >= 0, isLast, start, count);
        }

        private static int Find(string text, string value, bool isLast, int? start, int? count)
        {
            _ = value.Length;
            return StringSearch.Find(text, value, null, isLast, start, count);
        }

        private static bool IsWithin(string text, int start, int length) => start >= 0 && length >= 0 && start <= text.Length - length;

        private static char[] OrSpaces(char[] chars) => chars == null || chars.Length == 0 ? s_spaces : chars;

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
