using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    /// <summary>A copy of a struct is one, also where a method of it was called on its box.</summary>
    [TestClass]
    public class BoxedStructTests
    {
        private delegate int Give();

        private interface ICounter
        {
            int Next();

            int Stored();

            object Box();

            Coroutine<int> LaterAsync();

            void Add(int value);
        }

        [TestMethod]
        public void Copy_of_this_leaves_the_box_alone()
        {
            ICounter counter = new Counter { Value = 1 };
            Assert.AreEqual(2, counter.Next());
            Assert.AreEqual(2, counter.Next());
            Assert.AreEqual(2, counter.Stored());
            Assert.AreEqual(2, counter.Stored());
            object other = counter.Box();
            counter.Add(10);
            Assert.AreEqual(1, ((Counter)other).Value);
            Assert.AreEqual(11, ((Counter)counter).Value);
        }

        [TestMethod]
        public void Copy_of_this_in_a_method_of_Object_or_a_delegate_leaves_the_box_alone()
        {
            object boxed = new Counter { Value = 1 };
            Assert.AreEqual("2", boxed.ToString());
            Assert.AreEqual("2", boxed.ToString());
            Counter local = new Counter { Value = 1 };
            Give give = local.Plain;
            Assert.AreEqual(2, give());
            Assert.AreEqual(2, give());
        }

        [TestMethod]
        public void Coroutine_of_a_struct_works_on_its_own_copy()
        {
            ICounter counter = new Counter { Value = 1 };
            Assert.AreEqual(4, Loop.RunInt(SumAsync(counter)));
            Assert.AreEqual(1, ((Counter)counter).Value);
        }

        private static async Coroutine<int> SumAsync(ICounter counter)
        {
            return await counter.LaterAsync() + await counter.LaterAsync();
        }

        private struct Counter : ICounter
        {
            internal int Value;

            private static Counter s_stored;

            public int Next() => Plain();

            public int Plain()
            {
                Counter copy = this;
                return copy.Up();
            }

            public int Stored()
            {
                s_stored = this;
                return s_stored.Up();
            }

            public object Box() => this;

            public async Coroutine<int> LaterAsync()
            {
                await Coroutine.Yield();
                return Up();
            }

            public void Add(int value)
            {
                Value += value;
            }

            public override string ToString() => Plain().ToString();

            private int Up()
            {
                Value++;
                return Value;
            }
        }
    }
}
