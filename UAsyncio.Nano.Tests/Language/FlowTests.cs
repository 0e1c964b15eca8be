using System.Collections;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class FlowTests
    {
        [TestMethod]
        public void If_else_chain_awaits_its_conditions()
        {
            Assert.AreEqual("small medium large", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return await Size(1) + " " + await Size(50) + " " + await Size(500);
            }

            static async Coroutine<string> Size(int value)
            {
                if (await Give.Later(value) < 10)
                {
                    return "small";
                }
                else if (await Give.Now(value) < 100)
                {
                    await Coroutine.Yield();
                    return "medium";
                }

                return await Give.Later("large");
            }
        }

        [TestMethod]
        public void While_awaits_in_condition_and_body()
        {
            Assert.AreEqual(10, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int i = 0;
                int sum = 0;

                while (await Give.Later(i) < 5)
                {
                    sum += await Give.Later(i);
                    i++;
                }

                return sum;
            }
        }

        [TestMethod]
        public void Do_while_awaits_in_condition_and_body()
        {
            Assert.AreEqual(3, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int i = 0;

                do
                {
                    await Coroutine.Yield();
                    i++;
                }
                while (await Give.Later(i) < 3);

                return i;
            }
        }

        [TestMethod]
        public void For_awaits_in_all_four_places()
        {
            Assert.AreEqual("2:24", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = "2:";

                for (int i = await Give.Later(2); i < await Give.Later(6); i += await Give.Later(2))
                {
                    text += (await Give.Later(i)).ToString();
                }

                return text;
            }
        }

        [TestMethod]
        public void Foreach_over_an_array_awaits()
        {
            Assert.AreEqual(60, Loop.RunInt(Body(new int[] { 10, 20, 30 })));

            static async Coroutine<int> Body(int[] values)
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
        public void Foreach_over_a_list_awaits_and_casts()
        {
            Assert.AreEqual("abc", Loop.RunText(Body(new ArrayList { "a", "b", "c" })));

            static async Coroutine<string> Body(ArrayList list)
            {
                string text = string.Empty;

                foreach (string item in list)
                {
                    text += await Give.Later(item);
                }

                return text;
            }
        }

        [TestMethod]
        public void Foreach_over_an_awaited_array_runs_once()
        {
            Assert.AreEqual(7, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int sum = 0;

                foreach (int value in await Values())
                {
                    sum += value;
                    await Coroutine.Yield();
                }

                return sum;
            }

            static async Coroutine<int[]> Values()
            {
                await Coroutine.Yield();
                return new int[] { 3, 4 };
            }
        }

        [TestMethod]
        public void Break_and_continue_leave_the_right_loop()
        {
            Assert.AreEqual("00 01 03 10 11 13 ", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                for (int i = 0; ; i++)
                {
                    for (int j = 0; j < 10; j++)
                    {
                        if (j == await Give.Later(2))
                        {
                            continue;
                        }

                        if (await Give.Later(j) > 3)
                        {
                            break;
                        }

                        text += i.ToString() + await Give.Later(j) + " ";
                    }

                    if (await Give.Later(i) == 1)
                    {
                        break;
                    }
                }

                return text;
            }
        }

        [TestMethod]
        public void Goto_leaves_nested_loops_and_jumps_back()
        {
            Assert.AreEqual("..x..x!", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;
                int rounds = 0;

            again:
                while (true)
                {
                    for (int i = 0; ; i++)
                    {
                        if (await Give.Later(i) == 2)
                        {
                            goto done;
                        }

                        text += ".";
                    }
                }

            done:
                text += "x";
                rounds += await Give.Later(1);

                if (rounds < 2)
                {
                    goto again;
                }

                return text + "!";
            }
        }
    }
}
