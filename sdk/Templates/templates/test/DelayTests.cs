using nanoFramework.TestFramework;
using UAsyncio.Nano;

namespace TheNamespace
{
    [TestClass]
    public class DelayTests
    {
        // A test method is no async method: its loop runs the coroutine to its end.
        [TestMethod]
        public void A_coroutine_returns_its_result()
        {
            Assert.AreEqual(3, new EventLoop().Run(AddAsync(1, 2)));
        }

        [DataRow(1)]
        [DataRow(20)]
        [TestMethod]
        public void A_delay_lasts_at_least_its_time(int delay)
        {
            EventLoop loop = new EventLoop();
            int start = loop.Ticks;
            loop.Run(PauseAsync(delay));
            Assert.IsTrue(loop.Ticks - start >= delay);
        }

        private static async Coroutine PauseAsync(int delay) => await Coroutine.Delay(delay);

        private static async Coroutine<int> AddAsync(int a, int b)
        {
            await Coroutine.Delay(1);
            return a + b;
        }
    }
}
