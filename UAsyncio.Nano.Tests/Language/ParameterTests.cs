using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class ParameterTests
    {
        private enum Small : byte
        {
            None,
            Max = 255,
        }

        [TestMethod]
        public void Integers_survive_an_await_at_their_limits()
        {
            string text = Loop.RunText(Body(255, -128, -32768, 65535, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue));
            Assert.AreEqual("255 -128 -32768 65535 -2147483648 4294967295 -9223372036854775808 18446744073709551615", text);

            static async Coroutine<string> Body(byte a, sbyte b, short c, ushort d, int e, uint f, long g, ulong h)
            {
                await Coroutine.Yield();
                return a.ToString() + " " + b.ToString() + " " + c.ToString() + " " + d.ToString() + " " + e.ToString()
                    + " " + f.ToString() + " " + g.ToString() + " " + h.ToString();
            }
        }

        [TestMethod]
        public void Floating_numbers_survive_an_await()
        {
            Assert.IsTrue((bool)Loop.Run(Body(1.5f, -2.25)));

            static async Coroutine<bool> Body(float a, double b)
            {
                await Coroutine.Yield();
                return a == 1.5f && b == -2.25 && a * b == -3.375;
            }
        }

        [TestMethod]
        public void Bool_char_and_string_survive_an_await()
        {
            Assert.AreEqual("yes:x:", Loop.RunText(Body(true, 'x', null)));

            static async Coroutine<string> Body(bool a, char b, string c)
            {
                await Coroutine.Yield();
                return (a ? "yes" : "no") + ":" + b.ToString() + ":" + c;
            }
        }

        [TestMethod]
        public void Struct_parameter_is_a_copy()
        {
            Pair pair = new Pair { A = 1, B = 2 };
            Coroutine<int> coroutine = Body(pair);
            pair.A = 50;
            Assert.AreEqual(13, Loop.RunInt(coroutine));
            Assert.AreEqual(50, pair.A);

            static async Coroutine<int> Body(Pair value)
            {
                await Coroutine.Yield();
                value.A += 10;
                await Coroutine.Yield();
                return value.A + value.B;
            }
        }

        [TestMethod]
        public void DateTime_and_TimeSpan_survive_an_await()
        {
            Assert.IsTrue((bool)Loop.Run(Body(new DateTime(2026, 5, 4), new TimeSpan(1, 2, 3))));

            static async Coroutine<bool> Body(DateTime time, TimeSpan span)
            {
                await Coroutine.Yield();
                DateTime sum = time + span;
                await Coroutine.Yield();
                return sum.Hour == 1 && sum.Minute == 2 && sum.Second == 3 && sum.Day == 4;
            }
        }

        [TestMethod]
        public void Enum_parameter_survives_an_await()
        {
            Assert.AreEqual(255, Loop.RunInt(Body(Small.Max)));

            static async Coroutine<int> Body(Small value)
            {
                await Coroutine.Yield();
                return value == Small.None ? 0 : (int)value;
            }
        }

        [TestMethod]
        public void Arrays_are_shared_with_the_caller()
        {
            byte[] bytes = new byte[] { 1, 2, 3 };
            Pair[] pairs = new Pair[2];
            Loop.Run(Body(bytes, pairs));
            Assert.AreEqual((byte)9, bytes[1]);
            Assert.AreEqual(7, pairs[1].B);

            static async Coroutine Body(byte[] bytes, Pair[] pairs)
            {
                await Coroutine.Yield();
                bytes[1] = 9;
                pairs[1].B = 7;
            }
        }

        [TestMethod]
        public void Params_array_is_kept()
        {
            Assert.AreEqual(10, Loop.RunInt(Body(1, 2, 3, 4)));
            Assert.AreEqual(0, Loop.RunInt(Body()));

            static async Coroutine<int> Body(params int[] values)
            {
                int sum = 0;

                foreach (int value in values)
                {
                    sum += await Give.Later(value);
                }

                return sum;
            }
        }

        [TestMethod]
        public void Optional_and_named_arguments_arrive()
        {
            Assert.AreEqual("1/x/9", Loop.RunText(Body(1, c: 9)));

            static async Coroutine<string> Body(int a, string b = "x", int c = 3)
            {
                await Coroutine.Yield();
                return a.ToString() + "/" + b + "/" + c.ToString();
            }
        }

        [TestMethod]
        public void Assigned_parameters_keep_the_new_value()
        {
            Assert.AreEqual("6b", Loop.RunText(Body(1, "a")));

            static async Coroutine<string> Body(int number, string text)
            {
                number += 5;
                text = "b";
                await Coroutine.Yield();
                return number.ToString() + text;
            }
        }

        [TestMethod]
        public void Fourteen_parameters_arrive_in_order()
        {
            Assert.AreEqual("1 2 3 4 5 6 7 8 9 10 11 12 13 14", Loop.RunText(Body(1, 2, 3, 4, 5, 6, "7", 8, 9, 10, 11, 12, 13, 14)));

            static async Coroutine<string> Body(
                int a, long b, short c, byte d, int e, uint f, string g, int h, int i, int j, int k, int l, int m, int n)
            {
                await Coroutine.Yield();
                return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h + " " + i + " " + j + " " + k + " " + l + " " + m + " " + n;
            }
        }

        [TestMethod]
        public void Class_and_interface_parameters_are_called_after_an_await()
        {
            Assert.AreEqual(30, Loop.RunInt(Body(new Doubler(), new Doubler())));

            static async Coroutine<int> Body(Doubler known, IDoubler any)
            {
                await Coroutine.Yield();
                return await known.DoubleAsync(5) + await any.DoubleAsync(10);
            }
        }

        [TestMethod]
        public void Coroutine_parameter_is_awaited_inside()
        {
            Assert.AreEqual(12, Loop.RunInt(Body(Give.Later(5), new Coroutine<int>[] { Give.Now(3), Give.Later(4) })));

            static async Coroutine<int> Body(Coroutine<int> one, Coroutine<int>[] more)
            {
                int sum = await one;

                foreach (Coroutine<int> each in more)
                {
                    sum += await each;
                }

                return sum;
            }
        }
    }
}
