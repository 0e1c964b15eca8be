using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class LocalTests
    {
        private static Pair s_pair;

        [TestMethod]
        public void Locals_of_all_kinds_survive_a_suspension()
        {
            Assert.AreEqual("1 2 3 4 5 6 7 8 x True s 2 9 2.5", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                byte a = 1;
                sbyte b = 2;
                short c = 3;
                ushort d = 4;
                int e = 5;
                uint f = 6;
                long g = 7;
                ulong h = 8;
                char i = 'x';
                bool j = true;
                string k = "s";
                byte[] l = new byte[2];
                object m = 9;
                double n = 2.5;
                await Coroutine.Yield();
                return a + " " + b + " " + c + " " + d + " " + e + " " + f + " " + g + " " + h + " " + i + " " + (j ? "True" : "False") + " "
                    + k + " " + l.Length + " " + (int)m + " " + (n == 2.5 ? "2.5" : "?");
            }
        }

        [TestMethod]
        public void Struct_local_survives_and_is_changed_across_awaits()
        {
            Assert.AreEqual(36, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Pair pair = default;
                pair.A = await Give.Later(10);
                pair.B += await Give.Later(20);
                Pair copy = pair;
                await Coroutine.Yield();
                copy.A = 1;
                pair.B += 6;
                await Coroutine.Yield();
                return pair.A + pair.B + (copy.A - 1);
            }
        }

        [TestMethod]
        public void Struct_methods_and_boxes_work_on_a_hoisted_struct()
        {
            Assert.AreEqual(24, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Pair pair = new Pair { A = 3, B = 4 };
                object box = pair;
                int first = await pair.SumAsync(10);
                await Coroutine.Yield();
                return first + ((Pair)box).A + pair.B;
            }
        }

        [TestMethod]
        public void Nested_struct_and_array_of_structs_survive()
        {
            Assert.AreEqual(42, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Line line = default;
                Line[] lines = new Line[2];
                line.From.A = await Give.Later(1);
                line.To.B = await Give.Later(10);
                lines[1] = line;
                lines[1].To.B += await Give.Later(20);
                await Coroutine.Yield();
                return line.From.A + line.To.B + lines[1].From.A + lines[1].To.B;
            }
        }

        [TestMethod]
        public void Struct_in_a_field_is_changed_across_awaits()
        {
            Assert.AreEqual(8, Loop.RunInt(Body()));

            async Coroutine<int> Body()
            {
                s_pair.A = await Give.Later(3);
                s_pair.B = 1;
                s_pair.B += await Give.Later(4);
                return s_pair.A + s_pair.B;
            }
        }

        [TestMethod]
        public void Struct_is_reset_each_turn_of_a_loop()
        {
            Assert.AreEqual(3, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int sum = 0;

                for (int i = 0; i < 3; i++)
                {
                    Pair pair = new Pair();
                    await Coroutine.Yield();
                    pair.A++;
                    await Coroutine.Yield();
                    sum += pair.A;
                }

                return sum;
            }
        }

        [TestMethod]
        public void DateTime_local_is_added_to_across_awaits()
        {
            Assert.AreEqual(6, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                DateTime time = new DateTime(2026, 1, 1, 3, 0, 0);
                TimeSpan span = new TimeSpan(1, 0, 0);
                await Coroutine.Yield();
                span += new TimeSpan(2, 0, 0);
                await Coroutine.Yield();
                time += span;
                return time.Hour;
            }
        }

        [TestMethod]
        public void Ref_and_out_arguments_of_helpers_work_around_awaits()
        {
            Assert.AreEqual("11 5 22 7", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                int number = await Give.Later(1);
                Add(ref number, 10);
                await Coroutine.Yield();
                Pair pair = default;
                AddTo(ref pair, 5);
                await Coroutine.Yield();
                int[] values = new int[] { 20 };
                Add(ref values[0], await Give.Later(2));
                Split(7, out int given, out string text);
                await Coroutine.Yield();
                return number + " " + pair.A + " " + values[0] + " " + (text == given.ToString() ? text : "?");
            }

            static void Add(ref int number, int more)
            {
                number += more;
            }

            static void AddTo(ref Pair pair, int more)
            {
                pair.A += more;
            }

            static void Split(int value, out int number, out string text)
            {
                number = value;
                text = value.ToString();
            }
        }

        [TestMethod]
        public void Ref_local_between_awaits_is_fine()
        {
            Assert.AreEqual(9, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Pair[] pairs = new Pair[1];
                await Coroutine.Yield();
                Raise(ref pairs[0]);
                await Coroutine.Yield();
                return pairs[0].A + pairs[0].B;
            }

            static void Raise(ref Pair slot)
            {
                ref int a = ref slot.A;
                a = 4;
                slot.B = 5;
            }
        }

        [TestMethod]
        public void Same_name_in_sibling_scopes_does_not_mix()
        {
            Assert.AreEqual("1two3", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                {
                    int value = await Give.Later(1);
                    await Coroutine.Yield();
                    text += value;
                }

                {
                    string value = await Give.Later("two");
                    await Coroutine.Yield();
                    text += value;
                }

                {
                    long value = await Give.Later(3);
                    await Coroutine.Yield();
                    text += value;
                }

                return text;
            }
        }

        [TestMethod]
        public void Two_calls_of_one_method_do_not_share_locals()
        {
            Assert.AreEqual("aaa bbb", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                Coroutine<string> first = EventLoop.Current.CreateTask(Grow("a"));
                Coroutine<string> second = EventLoop.Current.CreateTask(Grow("b"));
                return await first + " " + await second;
            }

            static async Coroutine<string> Grow(string letter)
            {
                string text = string.Empty;

                for (int i = 0; i < 3; i++)
                {
                    text += letter;
                    await Coroutine.Yield();
                }

                return text;
            }
        }

        [TestMethod]
        public void Constants_and_statics_are_reached_from_a_coroutine()
        {
            Assert.AreEqual(16, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                const int Ten = 10;
                await Coroutine.Yield();
                Counter.Next();
                await Coroutine.Yield();
                return Ten + Counter.Next() + Counter.Start;
            }
        }

        private struct Line
        {
            public Pair From;
            public Pair To;
        }

        private static class Counter
        {
            internal static readonly int Start = 4;
            private static int s_value;

            internal static int Next()
            {
                return ++s_value;
            }
        }
    }
}
