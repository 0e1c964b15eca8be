using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    public delegate Coroutine Work();

    [TestClass]
    public class LambdaTests
    {
        private int _sum;

        private event IntWork Asked;

        [TestMethod]
        public void Static_lambda_is_awaited()
        {
            IntWork work = static async value =>
            {
                await Coroutine.Yield();
                return value + 1;
            };

            Assert.AreEqual(6, Loop.RunInt(work(5)));
        }

        [TestMethod]
        public void Capturing_lambda_sees_and_changes_the_local()
        {
            int total = 10;
            IntWork work = async value =>
            {
                await Coroutine.Yield();
                total += value;
                return total;
            };

            Assert.AreEqual(15, Loop.RunInt(work(5)));
            Assert.AreEqual(15, total);
        }

        [TestMethod]
        public void Lambda_captures_this()
        {
            LambdaTests test = new LambdaTests();
            Loop.Run(test.AddThree()());
            Assert.AreEqual(3, test._sum);
        }

        [TestMethod]
        public void Lambda_in_an_async_method_captures_a_local_that_survives_awaits()
        {
            Assert.AreEqual(111, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                int captured = await Give.Later(1);
                Work work = async () =>
                {
                    captured += 10;
                    await Coroutine.Yield();
                    captured += 100;
                };

                await work();
                return captured;
            }
        }

        [TestMethod]
        public void Each_turn_of_a_loop_captures_its_own_local()
        {
            Assert.AreEqual("012", Loop.RunText(Body()));

            static async Coroutine<string> Body()
            {
                IntWork[] works = new IntWork[3];

                for (int i = 0; i < 3; i++)
                {
                    int own = i;
                    await Coroutine.Yield();
                    works[i] = async value => await Give.Later(own) + value;
                }

                string text = string.Empty;

                foreach (IntWork work in works)
                {
                    text += (await work(0)).ToString();
                }

                return text;
            }
        }

        [TestMethod]
        public void Local_function_captures_locals_and_parameters()
        {
            Assert.AreEqual(37, Loop.RunInt(Body(7)));

            static async Coroutine<int> Body(int parameter)
            {
                int local = 10;
                await Add(20);
                return local;

                async Coroutine Add(int more)
                {
                    await Coroutine.Yield();
                    local += more + parameter;
                }
            }
        }

        [TestMethod]
        public void Nested_lambdas_capture_from_both_levels()
        {
            Assert.AreEqual(123, Loop.RunInt(Body(100)));

            static async Coroutine<int> Body(int outer)
            {
                IntWork work = async middle =>
                {
                    await Coroutine.Yield();
                    IntWork inner = async value => outer + middle + await Give.Later(value);
                    return await inner(3);
                };

                return await work(20);
            }
        }

        [TestMethod]
        public void Anonymous_delegate_is_awaited()
        {
            IntWork work = async delegate(int value)
            {
                return await Give.Later(value) * 3;
            };

            Assert.AreEqual(12, Loop.RunInt(work(4)));
        }

        [TestMethod]
        public void Delegate_of_a_method_group_is_awaited()
        {
            IntWork work = Give.Later;
            Assert.AreEqual(8, Loop.RunInt(work(8)));
            work = new Doubler().DoubleAsync;
            Assert.AreEqual(16, Loop.RunInt(work(8)));
        }

        [TestMethod]
        public void Event_returns_the_coroutine_of_its_handler()
        {
            LambdaTests test = new LambdaTests();
            test.Asked += async value => await Give.Later(value) + 1;
            Assert.AreEqual(2, Loop.RunInt(test.Asked(1)));
        }

        [TestMethod]
        public void Lambda_in_a_field_initialiser_is_awaited()
        {
            Assert.AreEqual(18, Loop.RunInt(new WithWork().Work(9)));
        }

        [TestMethod]
        public void Lambda_with_try_and_finally_cleans_up()
        {
            string log = string.Empty;
            Work work = async () =>
            {
                try
                {
                    await Give.ThrowLater("x");
                }
                catch (System.ArgumentException)
                {
                    log += "c";
                    await Coroutine.Yield();
                }
                finally
                {
                    await Coroutine.Yield();
                    log += "f";
                }
            };

            Loop.Run(work());
            Assert.AreEqual("cf", log);
        }

        private sealed class WithWork
        {
            internal readonly IntWork Work = async value => await Give.Later(value) * 2;
        }

        private Work AddThree()
        {
            return async () =>
            {
                await Coroutine.Yield();
                _sum += 3;
            };
        }
    }
}
