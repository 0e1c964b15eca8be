using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    [TestClass]
    public class MethodTests
    {
        private int _field = 5;

        [TestMethod]
        public void Static_method_runs_and_returns()
        {
            Assert.AreEqual(3, Loop.RunInt(Give.Later(3)));
            Assert.AreEqual(4, Loop.RunInt(Give.Now(4)));
        }

        [TestMethod]
        public void Instance_method_keeps_this_across_an_await()
        {
            MethodTests test = new MethodTests();
            Assert.AreEqual(12, Loop.RunInt(test.AddToField(7)));
            Assert.AreEqual(12, test._field);
        }

        [TestMethod]
        public void Coroutine_does_nothing_before_it_is_started()
        {
            MethodTests test = new MethodTests();
            Coroutine<int> cold = test.AddToField(1);
            Assert.AreEqual(5, test._field);
            Loop.Run(cold);
            Assert.AreEqual(6, test._field);
        }

        [TestMethod]
        public void Void_like_coroutine_has_a_null_result()
        {
            Assert.IsNull(Loop.Run(Body()));

            static async Coroutine Body()
            {
                await Coroutine.Yield();
            }
        }

        [TestMethod]
        public void Coroutine_without_any_statement_completes()
        {
            Assert.IsNull(Loop.Run(Body()));

            static async Coroutine Body()
            {
            }
        }

        [TestMethod]
        public void Virtual_call_reaches_the_override()
        {
            Shape shape = new Square(4);
            Assert.AreEqual(116, Loop.RunInt(shape.AreaAsync()));
        }

        [TestMethod]
        public void Override_awaits_its_base_method()
        {
            Assert.AreEqual("base+derived", Loop.RunText(new Square(1).NameAsync()));
        }

        [TestMethod]
        public void Abstract_method_is_awaited_through_its_base_class()
        {
            Shape shape = new Square(3);
            Assert.AreEqual(9, Loop.RunInt(shape.CornersAsync(5)));
        }

        [TestMethod]
        public void Interface_method_is_awaited()
        {
            IDoubler doubler = new Doubler();
            Assert.AreEqual(14, Loop.RunInt(Body(doubler)));

            static async Coroutine<int> Body(IDoubler doubler)
            {
                return await doubler.DoubleAsync(7);
            }
        }

        [TestMethod]
        public void Explicit_interface_method_is_awaited()
        {
            INamed named = new Doubler();
            Assert.AreEqual("doubler", Loop.RunText(named.NameAsync()));
        }

        [TestMethod]
        public void Struct_method_works_on_a_copy_of_its_struct()
        {
            Pair pair = new Pair { A = 2, B = 3 };
            Coroutine<int> sum = pair.SumAsync(10);
            pair.A = 100;
            Assert.AreEqual(15, Loop.RunInt(sum));
            Assert.AreEqual(100, pair.A);
        }

        [TestMethod]
        public void Recursion_is_twenty_deep()
        {
            Assert.AreEqual(210, Loop.RunInt(Sum(20)));

            static async Coroutine<int> Sum(int n)
            {
                if (n == 0)
                {
                    await Coroutine.Yield();
                    return 0;
                }

                return n + await Sum(n - 1);
            }
        }

        [TestMethod]
        public void Recursion_that_never_suspends_is_twenty_deep()
        {
            Assert.AreEqual(210, Loop.RunInt(Sum(20)));

            static async Coroutine<int> Sum(int n)
            {
                return n == 0 ? 0 : n + await Sum(n - 1);
            }
        }

        [TestMethod]
        public void Two_methods_recurse_into_each_other()
        {
            Assert.IsTrue((bool)Loop.Run(IsEven(10)));
            Assert.IsFalse((bool)Loop.Run(IsEven(7)));

            static async Coroutine<bool> IsEven(int n)
            {
                await Coroutine.Yield();
                return n == 0 || await IsOdd(n - 1);
            }

            static async Coroutine<bool> IsOdd(int n)
            {
                return n != 0 && await IsEven(n - 1);
            }
        }

        [TestMethod]
        public void Overloads_are_told_apart_by_their_parameters()
        {
            Assert.AreEqual("int", Loop.RunText(Kind(1)));
            Assert.AreEqual("string", Loop.RunText(Kind("1")));
            Assert.AreEqual("int,int", Loop.RunText(Kind(1, 2)));
            Assert.AreEqual("coroutine", Loop.RunText(Kind(Give.Now(1))));
        }

        [TestMethod]
        public void Extension_method_is_awaited()
        {
            Assert.AreEqual(9, Loop.RunInt(8.PlusOneAsync()));
        }

        [TestMethod]
        public void Property_and_indexer_return_coroutines()
        {
            Doubler doubler = new Doubler();
            Assert.AreEqual(42, Loop.RunInt(doubler.Answer));
            Assert.AreEqual(11, Loop.RunInt(doubler[10]));
        }

        [TestMethod]
        public void Nested_private_class_has_coroutines()
        {
            Assert.AreEqual(33, Loop.RunInt(new Outer.Inner(11).TripleAsync()));
            Assert.AreEqual(44, Loop.RunInt(Outer.ThroughHidden(11)));
        }

        [TestMethod]
        public void Coroutine_is_passed_through_without_async()
        {
            Assert.AreEqual(6, Loop.RunInt(Pass(6)));

            static Coroutine<int> Pass(int value)
            {
                return Give.Later(value);
            }
        }

        [TestMethod]
        public void Operator_returns_a_coroutine()
        {
            Assert.AreEqual(30, Loop.RunInt(new Square(10) + new Square(20)));
        }

        private static async Coroutine<string> Kind(int value)
        {
            return "int";
        }

        private static async Coroutine<string> Kind(string value)
        {
            return "string";
        }

        private static async Coroutine<string> Kind(int first, int second)
        {
            return "int,int";
        }

        private static async Coroutine<string> Kind(Coroutine<int> value)
        {
            await value;
            return "coroutine";
        }

        private async Coroutine<int> AddToField(int value)
        {
            int before = _field;
            await Coroutine.Yield();
            _field = before + value;
            return _field;
        }
    }
}
