using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class PatternTests
    {
        [TestMethod]
        public void Type_patterns_declare_locals_that_survive()
        {
            Assert.AreEqual("int 5,string ab,none", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return await Describe(5) + "," + await Describe("ab") + "," + await Describe(null);
            }

            static async Coroutine<string> Describe(object value)
            {
                if (await Give.LaterObject(value) is int number)
                {
                    await Coroutine.Yield();
                    return "int " + number;
                }

                if (value is string text && text.Length > await Give.Later(1))
                {
                    await Coroutine.Yield();
                    return "string " + text;
                }

                return "none";
            }
        }

        [TestMethod]
        public void Switch_on_types_awaits_with_the_declared_local()
        {
            Assert.AreEqual("6 xy 12 null other", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return await Describe(5) + " " + await Describe("x") + " " + await Describe(new Pair { A = 5, B = 7 }) + " "
                    + await Describe(null) + " " + await Describe(1L);
            }

            static async Coroutine<string> Describe(object value)
            {
                switch (await Give.LaterObject(value))
                {
                    case int number:
                        return (number + await Give.Later(1)).ToString();
                    case string text:
                        return text + await Give.Later("y");
                    case Pair { A: 5 } pair:
                        await Coroutine.Yield();
                        return (pair.A + pair.B).ToString();
                    case null:
                        return await Give.Later("null");
                    default:
                        return "other";
                }
            }
        }

        [TestMethod]
        public void Property_patterns_look_into_an_awaited_object()
        {
            Assert.AreEqual("long short none", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return await Kind("abcdef") + " " + await Kind("a") + " " + await Kind(null);
            }

            static async Coroutine<string> Kind(string text)
            {
                return await Give.Later(text) switch
                {
                    { Length: > 3 } => await Give.Later("long"),
                    { Length: 1 or 2 } => await Give.Later("short"),
                    _ => "none",
                };
            }
        }

        [TestMethod]
        public void Switch_arms_with_conditions_await_in_their_results()
        {
            Assert.AreEqual("even odd", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                return await Kind(4) + " " + await Kind(5);
            }

            static async Coroutine<string> Kind(int value)
            {
                switch (await Give.Later(value))
                {
                    case int n when n % 2 == 0:
                        await Coroutine.Yield();
                        return "even";
                    case int _:
                        return await Give.Later("odd");
                }
            }
        }

        [TestMethod]
        public void Not_and_relational_patterns_apply_to_awaits()
        {
            Assert.IsTrue((bool)Loop.Run(Body()));

            static async Coroutine<bool> Body()
            {
                return await Give.Later(5) is > 3 and not 4 && await Give.Later("x") is not null && await Give.Later(null) is null;
            }
        }
    }
}
