using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    /// <summary>NaN, which is neither less than anything, nor greater, nor equal; divisions by zero; conversions to whole numbers.</summary>
    [TestClass]
    public class FloatTests
    {
        private static double s_nan = double.NaN;
        private static float s_floatNan = float.NaN;
        private static double s_one = 1.0;

        private double _field = double.NaN;

        [TestMethod]
        public void Division_by_zero_throws()
        {
            double zero = s_one - 1;
            float floatZero = (float)zero;
            Assert.ThrowsException(typeof(Exception), () => Use(s_one / zero));
            Assert.ThrowsException(typeof(Exception), () => Use(s_one % zero));
            Assert.ThrowsException(typeof(Exception), () => Use(s_floatNan / floatZero));
            Assert.IsTrue(1 / (s_one * 4) == 0.25 && 1 / (float)(s_one * 4) == 0.25f);
        }

        [TestMethod]
        public void Whole_number_of_a_float_keeps_its_lowest_bits()
        {
            double large = s_one * 3000000000.0;
            float negative = (float)(s_one * -1.5);
            Assert.AreEqual(-1294967296, (int)large);
            Assert.IsTrue((uint)negative == uint.MaxValue);
            Assert.IsTrue((byte)(s_one * 300.7) == 44);
            Assert.IsTrue((short)large == 0x5E00);
            Assert.AreEqual(0, (int)(large * 1e20));
            Assert.AreEqual(0, (int)s_nan);
        }

        [TestMethod]
        public void Comparisons_with_NaN_are_false()
        {
            double nan = s_nan;
            double one = s_one;
            Assert.IsFalse(nan > one);
            Assert.IsFalse(nan >= one);
            Assert.IsFalse(nan < one);
            Assert.IsFalse(nan <= one);
            Assert.IsFalse(one > nan);
            Assert.IsFalse(one >= nan);
            Assert.IsFalse(one < nan);
            Assert.IsFalse(one <= nan);
            Assert.IsTrue(nan != one && nan != s_nan);
            Assert.IsFalse(nan == s_nan);
        }

        [TestMethod]
        public void Branches_on_NaN_go_the_way_of_no()
        {
            float nan = s_floatNan;
            string way = "";

            if (nan > 30.5f)
            {
                way += "greater ";
            }

            if (nan >= Twice(1))
            {
                way += "greater-or-equal ";
            }

            if (Twice(nan) < 30)
            {
                way += "less ";
            }

            if (!(nan <= 1))
            {
                way += "not ";
            }

            while (nan > 0)
            {
                way += "loop ";
                break;
            }

            Assert.AreEqual("not ", way);
        }

        [TestMethod]
        public void Operands_are_evaluated_in_their_order_once()
        {
            Log log = new Log();
            Assert.IsTrue(Say(log, "a", 2) > Say(log, "b", 1));
            Assert.IsFalse(Say(log, "c", 2) > (s_one > 0 ? Say(log, "d", 2) : s_nan));
            Assert.IsTrue((s_one < 0 ? s_nan : Say(log, "e", 2)) >= Say(log, "f", 2));
            Assert.AreEqual("a b c d e f", log.Text);
        }

        [TestMethod]
        public void Numbers_compare_as_ever()
        {
            double[] numbers = { -1.5, 0, 0.5, 1e300 };

            for (int i = 0; i < numbers.Length; i++)
            {
                for (int k = 0; k < numbers.Length; k++)
                {
                    Assert.AreEqual(i > k, numbers[i] > numbers[k]);
                    Assert.AreEqual(i >= k, numbers[i] >= numbers[k]);
                    Assert.AreEqual(i < k, numbers[i] < numbers[k]);
                    Assert.AreEqual(i <= k, numbers[i] <= numbers[k]);
                }
            }
        }

        [TestMethod]
        public void Coroutine_compares_in_the_same_way()
        {
            Assert.AreEqual("none", Loop.RunText(new FloatTests().RangeAsync()));
        }

        private async Coroutine<string> RangeAsync()
        {
            double limit = 10;
            double value = await NanAsync();
            _field = value;
            return value > limit || await NanAsync() >= limit || _field > await NanAsync() ? "high" : value < limit ? "low" : "none";
        }

        private static async Coroutine<double> NanAsync()
        {
            await Coroutine.Yield();
            return s_nan;
        }

        private static void Use(double value)
        {
        }

        private static float Twice(float value) => 2 * value;

        private static double Say(Log log, string word, double value)
        {
            log.Add(word);
            return value;
        }
    }
}
