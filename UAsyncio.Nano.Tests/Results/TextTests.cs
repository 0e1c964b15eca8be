using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Results
{
    /// <summary>Strings, where a device does not do what .NET's documentation says.</summary>
    [TestClass]
    public class TextTests
    {
        private static readonly string s_text = "abcabc";

        [TestMethod]
        public void Empty_text_is_not_found()
        {
            string none = null;
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => s_text.IndexOf(string.Empty));
            Assert.AreEqual(6, s_text.LastIndexOf(string.Empty));
            Assert.AreEqual(-1, string.Empty.IndexOf(string.Empty));
            Assert.IsTrue(s_text.Contains(string.Empty));
            Assert.ThrowsException(typeof(NullReferenceException), () => s_text.IndexOf(none));
        }

        [TestMethod]
        public void Search_may_begin_at_the_end()
        {
            Assert.AreEqual(-1, s_text.IndexOf('b', 6));
            Assert.AreEqual(4, s_text.LastIndexOf('b', 6));
            Assert.AreEqual(-1, s_text.LastIndexOf('b', 2, 100));
            Assert.AreEqual(1, s_text.IndexOf("bc", 0, 3));
            Assert.AreEqual(4, s_text.LastIndexOfAny(new char[] { 'b', 'x' }));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => s_text.IndexOf('b', 7));
        }

        [TestMethod]
        public void Search_ends_at_a_character_beyond_FFFF()
        {
            string wide = s_text[0] + "\U0001F600bc";
            Assert.AreEqual(0, wide.IndexOf('a'));
            Assert.AreEqual(-1, wide.IndexOf('b'));
            Assert.AreEqual(-1, wide.IndexOf('b', 2));
            Assert.AreEqual(3, wide.IndexOf('b', 3));
            Assert.AreEqual(-1, wide.IndexOfAny(new char[] { 'b', 'c' }));
            Assert.AreEqual(-1, wide.IndexOf("bc"));
            Assert.AreEqual(3, wide.IndexOf("bc", 3));
            Assert.AreEqual(-1, wide.IndexOf(wide));
            Assert.AreEqual("bc", wide.Substring(3));
        }

        [TestMethod]
        public void Foreach_gives_characters_whatever_the_type_of_its_variable()
        {
            string text = string.Empty;
            int sum = 0;

            foreach (var c in s_text)
            {
                text += c;
                sum += c is char && c.Equals('b') ? 100 : 1;
            }

            foreach (object c in s_text)
            {
                sum += (char)c;
            }

            foreach (int c in s_text)
            {
                sum += c;
            }

            foreach (char c in s_text)
            {
                text += c;
            }

            Assert.AreEqual("abcabcabcabc", text);
            Assert.AreEqual(204 + (4 * ('a' + 'b' + 'c')), sum);
        }

        [TestMethod]
        public void Case_is_of_ascii_letters()
        {
            Assert.AreEqual("ABC\u00C4\u00F6", "aBc\u00C4\u00F6".ToUpper());
            Assert.AreEqual("abc\u00C4\u00F6", "aBc\u00C4\u00F6".ToLower());
        }

        [TestMethod]
        public void Character_outside_is_an_argument_out_of_range()
        {
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => s_text[6].ToString());
        }

        [TestMethod]
        public void Comparison_has_a_sign_and_looks_at_no_culture()
        {
            // How far apart they are is the C library's: 1 here, 25 there.
            Assert.IsTrue(string.Compare("z", "a") > 0);
            Assert.IsTrue("a".CompareTo("z") < 0);
            Assert.IsTrue("abc".CompareTo("ABC") > 0);
        }

        [TestMethod]
        public void Exception_without_a_text_says_its_type()
        {
            Assert.AreEqual("Exception was thrown: System.InvalidOperationException", new InvalidOperationException().Message);
            Assert.AreEqual("Exception was thrown: " + typeof(OwnException).FullName, new OwnException().Message);
            Assert.AreEqual("System.Exception: a", new Exception("a", new Exception("b")).ToString());
            Assert.AreEqual(string.Empty, new Exception().StackTrace);
            string none = null;
            try
            {
                none.Trim();
            }
            catch (Exception e)
            {
                Assert.AreEqual("Exception was thrown: System.NullReferenceException", e.Message);
            }
        }

        [TestMethod]
        public void What_is_no_base_64_is_an_exception()
        {
            Assert.ThrowsException(typeof(Exception), () => Convert.FromBase64String("!!!!"));
            Assert.AreEqual(3, Convert.FromBase64String("AQID\r\n").Length);
        }

        [TestMethod]
        public void Arrays_of_numbers_are_not_converted()
        {
            Assert.ThrowsException(typeof(InvalidCastException), () => Array.Copy(new int[2], new long[2], 2));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => Array.Copy(new int[2], new int[2], 3));
        }

        private sealed class OwnException : InvalidOperationException
        {
        }
    }
}
