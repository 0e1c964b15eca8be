using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Results
{
    /// <summary>What a device compares by itself, and what the type of a type is there.</summary>
    [TestClass]
    public class SearchTests
    {
        [TestMethod]
        public void Strings_and_classes_with_a_CompareTo_are_found_without_a_comparer()
        {
            string[] names = { "a", "c", "e" };
            Assert.AreEqual(1, Array.BinarySearch(names, "c", null));
            Assert.AreEqual(~2, Array.BinarySearch(names, "d", null));
            Assert.AreEqual(1, Array.BinarySearch(names, 1, 2, "c", null));
            Size[] sizes = { new Size(1), new Size(4) };
            Assert.AreEqual(1, Array.BinarySearch(sizes, new Size(4), null));
            Assert.AreEqual(~1, Array.BinarySearch(sizes, new Size(2), null));
        }

        [TestMethod]
        public void A_string_is_compared_with_an_object_by_its_characters()
        {
            object upper = "Hello";
            Assert.AreEqual(0, "Hello".CompareTo(upper));
            Assert.IsTrue("hello".CompareTo(upper) > 0);
            Assert.IsTrue("Hallo".CompareTo(upper) < 0);
            Assert.IsTrue("hello".CompareTo((object)null) > 0);
        }

        [TestMethod]
        public void Numbers_are_not_found_without_one()
        {
            int[] numbers = { 1, 3, 5 };
            Assert.ThrowsException(typeof(InvalidOperationException), () => Array.BinarySearch(numbers, 3, null));
        }

        [TestMethod]
        public void The_type_of_a_type_is_that_type()
        {
            Assert.IsTrue(typeof(Size).GetType() == typeof(Size));
            object type = typeof(int);
            Assert.IsInstanceOfType(type, typeof(int));
        }

        private sealed class Size : IComparable
        {
            private readonly int _value;

            public Size(int value)
            {
                _value = value;
            }

            public int CompareTo(object other)
            {
                return _value - ((Size)other)._value;
            }
        }
    }
}
