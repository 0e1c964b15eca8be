using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Language
{
    /// <summary>Numbers that are cast from unsigned to signed, for which the compiler writes no instruction, and back.</summary>
    [TestClass]
    public class SignTests
    {
        private const uint MinusEight = 0xFFFFFFF8u;

        private static uint s_uint = MinusEight;
        private static ulong s_ulong = 0xFFFFFFFFFFFFFFF8ul;
        private static int s_int = -8;
        private static int s_stored;

        private enum Unsigned : uint
        {
        }

        private delegate int Give();

        [TestMethod]
        public void Remainder_has_the_sign_of_an_int()
        {
            uint local = s_uint;
            uint[] array = { local };
            uint one = local >> 31;
            object boxed = local;
            Assert.AreEqual(-2, (int)local % 3);
            Assert.AreEqual(-2, (int)s_uint % 3);
            Assert.AreEqual(-2, (int)array[0] % 3);
            Assert.AreEqual(-2, (int)Uint() % 3);
            Assert.AreEqual(-2, (int)(uint)boxed % 3);
            Assert.AreEqual(-2, (int)(Unsigned)local % 3);
            Assert.AreEqual(-1, ((int)local + 1) % 3);
            Assert.AreEqual(-1, (int)(local + one) % 3);
            Assert.AreEqual(-1, (int)(local ^ one) % 3);
            Assert.AreEqual(-1, (int)(local << 1) % 3);
            Assert.AreEqual(-2, -(int)(0u - local) % 3);
            Assert.AreEqual(-2, ~(int)(0u - local - one) % 3);
            Assert.AreEqual(-2, (s_int < 0 ? (int)local : 1) % 3);
        }

        [TestMethod]
        public void Shift_to_the_right_and_widening_keep_the_sign_of_an_int()
        {
            uint local = s_uint;
            Assert.AreEqual(-4, (int)local >> 1);
            Assert.IsTrue((int)local == -8L);
            Assert.IsTrue((double)(int)local == -8.0);
            Assert.IsTrue((float)(int)local == -8.0f);
            Assert.AreEqual(-4, (int)local / 2);
            Assert.IsTrue((int)local < 0 && (int)local > -9 && -8 == (int)local);
        }

        [TestMethod]
        public void Long_has_its_sign_too()
        {
            ulong local = s_ulong;
            ulong[] array = { local };
            object boxed = (long)local;
            Assert.IsTrue((long)local % 3 == -2);
            Assert.IsTrue((long)array[0] % 3 == -2);
            Assert.IsTrue((long)boxed % 3 == -2);
            Assert.IsTrue((long)local >> 1 == -4);
            Assert.IsTrue((double)(long)local == -8.0);
            Assert.IsTrue((long)local < 0);
        }

        [TestMethod]
        public void What_is_handed_on_has_its_sign_there()
        {
            uint local = s_uint;
            int[] array = { 0, 0 };
            Give give = Int;
            object boxed = (int)local;
            int chained;
            Assert.AreEqual(-2, Remainder((int)local));
            Assert.IsTrue(Long((int)local) == -8L);
            Assert.AreEqual(-2, Int() % 3);
            Assert.AreEqual(-2, give() % 3);
            Assert.AreEqual(-2, (int)boxed % 3);
            Assert.AreEqual(-2, (chained = (int)local) % 3);
            s_stored = (int)local;
            Assert.AreEqual(-2, s_stored % 3);
            array[0] = (int)local;
            array[1] += (int)local;
            Assert.AreEqual(-4, (array[0] % 3) + (array[1] % 3));
            Put(local, out int put);
            Assert.AreEqual(-2, put % 3);
            Assert.AreEqual("-8", ((int)local).ToString());
        }

        [TestMethod]
        public void Result_of_a_coroutine_has_its_sign()
        {
            EventLoop loop = new EventLoop();
            Assert.AreEqual(-4, (int)loop.Run(SumAsync()));
            loop.Close();
        }

        [TestMethod]
        public void Unsigned_of_a_negative_int_has_none()
        {
            int local = s_int;
            Assert.IsTrue((uint)local % 3 == MinusEight % 3);
            Assert.IsTrue((uint)local / 3 == MinusEight / 3);
            Assert.IsTrue((uint)local >> 1 == MinusEight >> 1);
            Assert.IsTrue((uint)local > 5u);
            Assert.IsTrue((uint)local == 0xFFFFFFF8L);
            Assert.IsTrue((double)(uint)local == 4294967288.0);
            Assert.IsTrue((s_uint > 0 ? (uint)local : 1u) == 0xFFFFFFF8L);
            Assert.IsTrue(local + s_uint == 0xFFFFFFF0u);
        }

        private static uint Uint() => s_uint;

        private static int Int() => (int)s_uint;

        private static int Remainder(int value) => value % 3;

        private static long Long(int value) => value;

        private static void Put(uint value, out int put)
        {
            put = (int)value;
        }

        private static async Coroutine<int> CastAsync()
        {
            uint local = s_uint;
            await Coroutine.Yield();
            return (int)local;
        }

        private static async Coroutine<int> SumAsync()
        {
            int first = await CastAsync();
            return (first % 3) + (await CastAsync() % 3);
        }
    }
}
