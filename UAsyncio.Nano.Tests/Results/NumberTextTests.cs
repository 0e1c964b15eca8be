#pragma warning disable UAN314 // What such formats do is what is tested.

using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Results
{
    /// <summary>Numbers as text and back, where a device does not do what .NET's documentation says.</summary>
    [TestClass]
    public class NumberTextTests
    {
        private static readonly double s_half = 2.5;
        private static readonly double s_large = 1e15;
        private static readonly int s_number = 1234567;

        private enum Colour
        {
            Red,
            Green = 2,
        }

        [Flags]
        private enum Parts
        {
            None,
            First = 1,
            Second = 2,
        }

        [TestMethod]
        public void Standard_formats_are_rounded_half_up()
        {
            Assert.AreEqual("3", s_half.ToString("F0"));
            Assert.AreEqual("-3", (-s_half).ToString("N0"));
            Assert.AreEqual("-1.3", (-1.25f).ToString("F1"));
            Assert.AreEqual("1,234,567.00", s_number.ToString("N2"));
            Assert.AreEqual("1.24E+006", s_number.ToString("E2"));
        }

        [TestMethod]
        public void Digits_of_a_hexadecimal_number_end_at_those_of_its_type()
        {
            Assert.AreEqual("0012D687", s_number.ToString("X16"));
            Assert.AreEqual("80", ((sbyte)-128).ToString("X4"));
            Assert.AreEqual("FFFFFFF9", (-7).ToString("X8"));
        }

        [TestMethod]
        public void Custom_formats_are_given_back_or_not_implemented()
        {
            Assert.AreEqual("0.00", s_half.ToString("0.00"));
            Assert.AreEqual("#,##0", s_number.ToString("#,##0"));
            Assert.AreEqual("D2", s_half.ToString("D2"));
            Assert.ThrowsException(typeof(NotImplementedException), () => s_number.ToString("00"));
            Assert.ThrowsException(typeof(NotImplementedException), () => string.Format("{0:00}", s_number));
        }

        [TestMethod]
        public void Floats_have_the_text_of_the_firmware()
        {
            object boxed = s_large;
            Assert.AreEqual("10000000000000E+15", s_large.ToString());
            Assert.AreEqual("10000000000000E+15", boxed.ToString());
            Assert.AreEqual("a10000000000000E+15", "a" + s_large);
            // With or without its sign, as the firmware's compiler has it.
            Assert.EndsWith("Infinity", double.NegativeInfinity.ToString());
            Assert.AreEqual("3.14159274", 3.14159274f.ToString());
            Assert.AreEqual("0.1", 0.1.ToString());
            Assert.AreEqual("0", (-0.0).ToString());
        }

        [TestMethod]
        public void Enums_are_numbers()
        {
            object boxed = Colour.Green;
#pragma warning disable UAN318 // That it is the number is what is tested.
            Assert.AreEqual("2", Colour.Green.ToString());
            Assert.AreEqual("2", boxed.ToString());
            Assert.AreEqual("2|3", $"{Colour.Green}|{Parts.First | Parts.Second}");
#pragma warning restore UAN318
            Assert.IsTrue(Parts.First.HasFlag(Parts.First | Parts.Second));
            Assert.IsFalse(Parts.First.HasFlag(Parts.None));
        }

        [TestMethod]
        public void Text_out_of_range_is_an_argument_out_of_range()
        {
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => int.Parse("99999999999"));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => byte.Parse("-1"));
            Assert.ThrowsException(typeof(ArgumentOutOfRangeException), () => ulong.Parse("18446744073709551616"));
            Assert.ThrowsException(typeof(FormatException), () => int.Parse(string.Empty));
            Assert.ThrowsException(typeof(ArgumentNullException), () => Convert.ToInt32(null));
            Assert.AreEqual(42, Convert.ToInt32(" 42 "));
            Assert.AreEqual(-1, Convert.ToInt32("ffffffff", 16));
        }

        [TestMethod]
        public void Failed_attempt_leaves_the_smallest_number()
        {
            Assert.IsFalse(int.TryParse("12a", out int number));
            Assert.AreEqual(int.MinValue, number);
            Assert.IsFalse(double.TryParse("1.5x", out double read));
            Assert.IsTrue(read == 1.5);
        }

        [TestMethod]
        public void Comma_is_no_part_of_a_number()
        {
            Assert.ThrowsException(typeof(FormatException), () => double.Parse("1,5"));
            Assert.IsTrue(double.Parse("0x10") == 16);
            Assert.IsTrue(double.IsPositiveInfinity(double.Parse("1e400")));
        }

        [TestMethod]
        public void Format_knows_no_spaces_in_braces()
        {
            Assert.AreEqual("   1.50|7   |", string.Format("{0,7:F2}|{1,-4}|", 1.5, 7));
            Assert.ThrowsException(typeof(ArgumentException), () => string.Format("{0, 5}", 1));
            Assert.ThrowsException(typeof(ArgumentException), () => string.Format("{0", 1));
            Assert.ThrowsException(typeof(IndexOutOfRangeException), () => string.Format("{1}", 1));
        }
    }
}
