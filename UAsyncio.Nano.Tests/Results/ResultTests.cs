using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Language;

namespace UAsyncio.Nano.Tests.Results
{
    [TestClass]
    public class ResultTests
    {
        private enum Color : byte
        {
            Red = 1,
            Blue = 200,
        }

        [TestMethod]
        public void Integer_results_of_each_size_come_back_whole()
        {
            Assert.AreEqual("255 -128 -32768 65535 -2147483648 4294967295 -9223372036854775808 18446744073709551615", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                byte a = await Byte();
                sbyte b = await SByte();
                short c = await Short();
                ushort d = await UShort();
                int e = await Int();
                uint f = await UInt();
                long g = await Long();
                ulong h = await ULong();
                return a.ToString() + " " + b.ToString() + " " + c.ToString() + " " + d.ToString() + " " + e.ToString()
                    + " " + f.ToString() + " " + g.ToString() + " " + h.ToString();
            }

            static async Coroutine<byte> Byte()
            {
                await Coroutine.Yield();
                return 255;
            }

            static async Coroutine<sbyte> SByte()
            {
                return -128;
            }

            static async Coroutine<short> Short()
            {
                await Coroutine.Yield();
                return short.MinValue;
            }

            static async Coroutine<ushort> UShort()
            {
                return ushort.MaxValue;
            }

            static async Coroutine<int> Int()
            {
                await Coroutine.Yield();
                return int.MinValue;
            }

            static async Coroutine<uint> UInt()
            {
                return uint.MaxValue;
            }

            static async Coroutine<long> Long()
            {
                await Coroutine.Yield();
                return long.MinValue;
            }

            static async Coroutine<ulong> ULong()
            {
                return ulong.MaxValue;
            }
        }

        [TestMethod]
        public void Float_and_double_results_come_back()
        {
            Assert.IsTrue((bool)Loop.Run(Body()));

            static async Coroutine<bool> Body()
            {
                return await Float() == 0.5f && await Double() == 1e100;
            }

            static async Coroutine<float> Float()
            {
                await Coroutine.Yield();
                return 0.5f;
            }

            static async Coroutine<double> Double()
            {
                await Coroutine.Yield();
                return 1e100;
            }
        }

        [TestMethod]
        public void Bool_and_char_results_come_back()
        {
            Assert.AreEqual("zyes", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return (await Char()).ToString() + (await Give.Later(true) && !await Give.Later(false) ? "yes" : "no");
            }

            static async Coroutine<char> Char()
            {
                await Coroutine.Yield();
                return 'z';
            }
        }

        [TestMethod]
        public void Enum_result_comes_back()
        {
            Assert.AreEqual(200, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Color color = await Later(Color.Blue);
                return color == Color.Blue ? (int)await Later(color) : -1;
            }

            static async Coroutine<Color> Later(Color color)
            {
                await Coroutine.Yield();
                return color;
            }
        }

        [TestMethod]
        public void Struct_result_comes_back_as_a_copy()
        {
            Assert.AreEqual(1203, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Coroutine<Pair> coroutine = Make();
                Pair first = await coroutine;
                first.A = 12;
                Pair second = await coroutine;
                return (first.A * 100) + second.A + second.B;
            }

            static async Coroutine<Pair> Make()
            {
                await Coroutine.Yield();
                return new Pair { A = 1, B = 2 };
            }
        }

        [TestMethod]
        public void Member_of_a_struct_result_is_read_at_once()
        {
            Assert.AreEqual(8, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                return (await Make()).B + (await (await Make()).SumAsync(0));
            }

            static async Coroutine<Pair> Make()
            {
                await Coroutine.Yield();
                return new Pair { A = 2, B = 3 };
            }
        }

        [TestMethod]
        public void DateTime_and_TimeSpan_results_come_back()
        {
            Assert.AreEqual(2031, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                return (await Time()).Year + (int)(await Span()).TotalSeconds;
            }

            static async Coroutine<DateTime> Time()
            {
                await Coroutine.Yield();
                return new DateTime(2026, 1, 2);
            }

            static async Coroutine<TimeSpan> Span()
            {
                return TimeSpan.FromSeconds(5);
            }
        }

        [TestMethod]
        public void Default_struct_result_is_zero()
        {
            Assert.AreEqual(0, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Pair pair = await Make();
                return pair.A + pair.B;
            }

            static async Coroutine<Pair> Make()
            {
                await Coroutine.Yield();
                return default;
            }
        }
    }
}
