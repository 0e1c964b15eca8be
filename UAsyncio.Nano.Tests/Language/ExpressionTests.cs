using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class ExpressionTests
    {
        private static string s_log;
        private static int s_count;

        [TestMethod]
        public void Operands_are_evaluated_from_left_to_right()
        {
            Assert.AreEqual(321, Loop.RunInt(Body()));
            Assert.AreEqual("abc", s_log);

            async Coroutine<int> Body()
            {
                s_log = string.Empty;
                return (await Step("a", 3) * 100) + (await Step("b", 2) * 10) + await Step("c", 1);
            }
        }

        [TestMethod]
        public void Operand_read_before_an_await_keeps_its_value()
        {
            Assert.AreEqual(11, Loop.RunInt(Body()));
            Assert.AreEqual(50, s_count);

            async Coroutine<int> Body()
            {
                s_count = 10;
                return s_count + await ChangeCount(50, 1);
            }
        }

        [TestMethod]
        public void Awaits_stand_in_method_arguments()
        {
            Assert.AreEqual("1-two-3", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return Join(await Give.Later(1), await Give.Later("two"), await Give.Now(3));
            }

            static string Join(int a, string b, int c)
            {
                return a.ToString() + "-" + b + "-" + c.ToString();
            }
        }

        [TestMethod]
        public void Awaits_stand_in_nested_calls()
        {
            Assert.AreEqual(6, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                return await Give.Later(await Give.Later(await Give.Now(1) + 2) + await Give.Later(3));
            }
        }

        [TestMethod]
        public void Awaits_stand_in_an_array_initialiser()
        {
            Assert.AreEqual(6, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int[] values = new int[] { 1, await Give.Later(2), await Give.Now(3) };
                return values[0] + values[1] + values[2];
            }
        }

        [TestMethod]
        public void Awaits_stand_in_object_initialisers_and_constructors()
        {
            Assert.AreEqual(13, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Pair pair = new Pair { A = await Give.Later(1), B = await Give.Later(2) };
                Square square = new Square(await Give.Later(6));
                return pair.A + pair.B + await square.CornersAsync(await Give.Now(6));
            }
        }

        [TestMethod]
        public void Await_is_an_array_size_and_an_index()
        {
            Assert.AreEqual(9, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int[] values = new int[await Give.Later(3)];
                values[await Give.Later(1)] = await Give.Later(9);
                return values[await Give.Now(1)];
            }
        }

        [TestMethod]
        public void Conditional_awaits_only_the_chosen_branch()
        {
            Assert.AreEqual(12, Loop.RunInt(Body()));
            Assert.AreEqual("tf", s_log);

            async Coroutine<int> Body()
            {
                s_log = string.Empty;
                int first = await Give.Later(true) ? await Step("t", 10) : await Step("x", 0);
                int second = await Give.Later(false) ? await Step("x", 0) : await Step("f", 2);
                return first + second;
            }
        }

        [TestMethod]
        public void Null_coalescing_awaits_only_when_null()
        {
            Assert.AreEqual("a b", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string first = await Give.Later("a") ?? await Give.Later("x");
                string second = await Give.Later(null) ?? await Give.Later("b");
                return first + " " + second;
            }
        }

        [TestMethod]
        public void Null_coalescing_assignment_awaits()
        {
            Assert.AreEqual("set", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = null;
                text ??= await Give.Later("set");
                text ??= await Give.Later("again");
                return text;
            }
        }

        [TestMethod]
        public void Short_circuit_skips_the_second_await()
        {
            Assert.AreEqual("ac", Loop.RunText(Body()));

            async Coroutine<string> Body()
            {
                s_log = string.Empty;
                bool and = await Step("a", 0) == 1 && await Step("b", 1) == 1;
                bool or = await Step("c", 1) == 1 || await Step("d", 1) == 1;
                return !and && or ? s_log : "wrong";
            }
        }

        [TestMethod]
        public void Interpolated_string_holds_awaits()
        {
            Assert.AreEqual("<1|two|True>", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return $"<{await Give.Later(1)}|{await Give.Later("two")}|{await Give.Later(true)}>";
            }
        }

        [TestMethod]
        public void Casts_is_and_as_apply_to_awaits()
        {
            Assert.AreEqual("long7text", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                object box = (long)await Give.Later(7);
                string text = await Give.LaterObject(box) is long ? "long" : "other";
                return text + ((byte)await Give.Later(263)).ToString() + (await Give.LaterObject("text") as string) + (await Give.LaterObject(box) as string);
            }
        }

        [TestMethod]
        public void Unary_operators_apply_to_awaits()
        {
            Assert.AreEqual(-6, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                return !await Give.Later(true) ? 0 : ~await Give.Later(4) - await Give.Now(1);
            }
        }

        [TestMethod]
        public void Null_conditional_calls_after_and_inside_an_await()
        {
            Assert.AreEqual("3null", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string some = await Give.Later("abc");
                string none = await Give.Later(null);
                return some?.Length.ToString() + (none?.ToLower() ?? "null");
            }
        }

        [TestMethod]
        public void Discard_and_ignored_results_are_fine()
        {
            Assert.AreEqual(1, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                await Give.Later(5);
                _ = await Give.Later("x");
                return 1;
            }
        }

        private static async Coroutine<int> Step(string name, int value)
        {
            await Coroutine.Yield();
            s_log += name;
            return value;
        }

        private static async Coroutine<int> ChangeCount(int count, int result)
        {
            await Coroutine.Yield();
            s_count = count;
            return result;
        }
    }
}
