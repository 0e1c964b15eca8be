using System;
using System.Collections;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Language;

namespace UAsyncio.Nano.Tests.Results
{
    /// <summary>The elements of a new array of strings are null, wherever they are brought.</summary>
    [TestClass]
    public class NewArrayTests
    {
        private static string[] s_texts;
        private static string s_text;
        private static int s_three = 3;

        [TestMethod]
        public void Elements_of_new_arrays_of_strings_are_null()
        {
            Check(new string[1]);
            Check(new string[9]);
            Check(new string[] { null, "a", null });
            Check(new string[][] { new string[s_three] }[0]);
            Check((string[])new string[2].Clone());
            Assert.AreEqual(1, Array.IndexOf(new string[] { "a", null }, null));
        }

        [TestMethod]
        public void Elements_that_are_set_stay()
        {
            string[] texts = { s_text, "b", s_text ?? "c", new string[] { "d" }[0], null };
            Assert.IsTrue(texts[0] == null && texts[4] == null && texts[1] == "b" && texts[2] == "c" && texts[3] == "d" && texts[1] != texts[0]);
        }

        [TestMethod]
        public void Cleared_ones_are_null()
        {
            string[] texts = { "a", "b", "c", "d" };
            Array.Clear(texts, 1, 2);
            Assert.IsTrue(texts[1] == null && texts[2] == texts[1] && texts[0] != texts[1] && texts[0] == "a" && texts[3] == "d");
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => Array.Clear(texts, 3, 2));
            Assert.AreEqual("d", texts[3]);
        }

        [TestMethod]
        public void They_are_null_behind_an_await()
        {
            Assert.IsTrue((bool)Loop.Run(Body()));

            static async Coroutine<bool> Body()
            {
                string[] texts = new string[8];
                string kept = texts[await Give.Later(3)];
                bool isNull = kept == null && await Give.Later(texts[1]) == null && texts[2] == kept;
                texts[2] ??= await Give.Later("a");
                return isNull && texts[2] == "a" && texts[2] != texts[3];
            }
        }

        private static void Check(string[] texts)
        {
            s_texts = texts;
            s_text = texts[0];
            bool isNull = s_text == null;
            bool isNot = texts[0] != null;
            object element = texts[0];
            IList list = s_texts;
            Assert.IsTrue(isNull && !isNot && element == null && list[0] == null);
            Assert.IsTrue(s_text != "a" && "a" != texts[0] && texts[0] == texts[texts.Length - 1]);
            Assert.IsTrue(string.Compare(texts[0], "a") != 0 && string.IsNullOrEmpty(texts[0]));
            s_text = null;
        }
    }
}
