using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class SwitchTests
    {
        private enum Mode
        {
            Off,
            On,
            Auto,
        }

        [TestMethod]
        public void Switch_statement_awaits_its_value_and_in_its_cases()
        {
            Assert.AreEqual("zero one many many", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return await Name(0) + " " + await Name(1) + " " + await Name(2) + " " + await Name(9);
            }

            static async Coroutine<string> Name(int value)
            {
                switch (await Give.Later(value))
                {
                    case 0:
                        await Coroutine.Yield();
                        return "zero";
                    case 1:
                        return await Give.Later("one");
                    case 2:
                        goto default;
                    default:
                        return await Give.Now("many");
                }
            }
        }

        [TestMethod]
        public void Switch_over_strings_and_enums_awaits()
        {
            Assert.AreEqual("1 2 3 0 auto", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                string text = string.Empty;

                foreach (string name in new string[] { "one", "two", "three", "four" })
                {
                    switch (await Give.Later(name))
                    {
                        case "one":
                            text += await Give.Later(1) + " ";
                            break;
                        case "two":
                            text += await Give.Later(2) + " ";
                            break;
                        case "three":
                            text += "3 ";
                            break;
                        default:
                            text += "0 ";
                            break;
                    }
                }

                switch (await Next(Mode.On))
                {
                    case Mode.Off:
                        return "off";
                    case Mode.Auto:
                        await Coroutine.Yield();
                        return text + "auto";
                }

                return "none";
            }

            static async Coroutine<Mode> Next(Mode mode)
            {
                await Coroutine.Yield();
                return mode + 1;
            }
        }

        [TestMethod]
        public void Switch_inside_a_loop_breaks_and_continues()
        {
            Assert.AreEqual(14, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int sum = 0;

                for (int i = 0; i < 100; i++)
                {
                    switch (i % 3)
                    {
                        case 0:
                            continue;
                        case 1:
                            sum += await Give.Later(i);
                            break;
                        default:
                            if (sum > 10)
                            {
                                return sum + await Give.Later(2);
                            }

                            break;
                    }
                }

                return -1;
            }
        }

        [TestMethod]
        public void Switch_expression_awaits_in_its_arms()
        {
            Assert.AreEqual("low mid high", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return await Level(1) + " " + await Level(7) + " " + await Level(70);
            }

            static async Coroutine<string> Level(int value)
            {
                return await Give.Later(value) switch
                {
                    < 5 => await Give.Later("low"),
                    >= 5 and < 10 => await Give.Now("mid"),
                    _ => await Give.Later("high"),
                };
            }
        }

        [TestMethod]
        public void Return_from_the_middle_of_loops_ends_the_coroutine()
        {
            Assert.AreEqual(32, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                for (int i = 0; i < 10; i++)
                {
                    for (int j = 0; j < 10; j++)
                    {
                        await Coroutine.Yield();

                        if (i == 3 && j == 2)
                        {
                            return (i * 10) + j;
                        }
                    }
                }

                return 0;
            }
        }
    }
}
