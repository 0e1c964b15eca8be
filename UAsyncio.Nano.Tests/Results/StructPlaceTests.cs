using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Results
{
    /// <summary>That what refers to a variable with a struct in it sees what is assigned to the variable later.</summary>
    [TestClass]
    public class StructPlaceTests
    {
        private delegate void Change();

        private static Pair s_pair;

        [TestMethod]
        public void Ref_local_sees_an_assignment()
        {
            Pair pair = new Pair(1, 1);
            ref Pair local = ref pair;
            pair = Make(2);
            local.A++;
            Assert.AreEqual(3, pair.A);

            ref Pair fixedPlace = ref s_pair;
            s_pair = Make(4);
            fixedPlace.A++;
            Assert.AreEqual(5, s_pair.A);

            Assert.AreEqual(7, Parameter(new Pair(1, 1)));
        }

        [TestMethod]
        public void Argument_that_refers_sees_what_a_later_argument_assigns()
        {
            Holder holder = new Holder();
            Assert.AreEqual(9, Swap(ref holder.Pair, holder.Put(9)).A);
            Assert.AreEqual(9, holder.Pair.A);

            Pair pair = new Pair(1, 1);
            Assert.AreEqual(6, Swap(ref pair, pair = Make(6)).A);

            s_pair = new Pair(3, 3);
            Swap(ref s_pair, Same(s_pair++));
            Assert.AreEqual(3, s_pair.A);
        }

        [TestMethod]
        public void Method_sees_what_it_has_assigned_to_the_field_that_it_is_called_on()
        {
            Holder holder = new Holder();
            holder.Pair.Handle(() => holder.Put(20));
            Assert.AreEqual(21, holder.Pair.A);
            Assert.AreEqual(30, holder.Look(in holder.Pair, 30));
        }

        [TestMethod]
        public void Sum_goes_to_what_was_assigned_meanwhile()
        {
            Holder holder = new Holder();
            holder.Pair.A += holder.Put(40).B;
            Assert.AreEqual(41, holder.Pair.A);
            Assert.AreEqual(40, holder.Pair.B);
        }

        [TestMethod]
        public void Coroutine_sees_it_too()
        {
            Assert.AreEqual(63, Loop.RunInt(Body()));

            static async Coroutine<int> Body()
            {
                Pair pair = new Pair(1, 1);
                await Coroutine.Yield();
                Pair old = Swap(ref pair, pair = Make(6));
                await Coroutine.Yield();
                Holder holder = new Holder();
                holder.Pair.Handle(() => holder.Put(20));
                await Coroutine.Yield();
                return (old.A * 7) + holder.Pair.A;
            }
        }

        private static int Parameter(Pair pair)
        {
            ref Pair local = ref pair;
            pair = Make(6);
            local.A++;
            return pair.A;
        }

        private static Pair Make(int value) => new Pair(value, value);

        private static Pair Same(Pair pair) => pair;

        private static Pair Swap(ref Pair place, Pair value)
        {
            Pair old = place;
            place = value;
            return old;
        }

        private struct Pair
        {
            public int A;
            public int B;

            public Pair(int a, int b)
            {
                A = a;
                B = b;
            }

            public static Pair operator ++(Pair pair) => new Pair(pair.A + 1, pair.B);

            public void Handle(Change change)
            {
                A = 0;
                change();
                A++;
            }
        }

        private class Holder
        {
            public Pair Pair = new Pair(1, 1);

            public Pair Put(int value)
            {
                Pair = new Pair(value, value);
                return Pair;
            }

            public int Look(in Pair pair, int value)
            {
                Put(value);
                return pair.A;
            }
        }
    }
}
