using System;
using nanoFramework.TestFramework;

namespace DeviceApp
{
    [TestClass]
    public class LauncherTests
    {
        private static int s_setups;
        private static int s_cleanups;
        private int _field;

        [Setup]
        public void Setup()
        {
            s_setups++;
        }

        [TestMethod]
        public void Passes()
        {
            OutputHelper.WriteLine("set up");
            Assert.IsTrue(s_setups > 0);
            OutputHelper.WriteLine("passes");
        }

        [TestMethod]
        public void Fails()
        {
            Assert.AreEqual("a", "b");
        }

        [TestMethod]
        public void Skips()
        {
            Assert.SkipTest("not here");
        }

        [TestMethod]
        public void UsesAnInstance()
        {
            _field++;
        }

        [TestMethod]
        [DataRow(1, 2, 3)]
        [DataRow(2, 2, 5)]
        public void Adds(int a, int b, int sum)
        {
            Assert.AreEqual(sum, a + b);
        }

        [Cleanup]
        public void Cleanup()
        {
            s_cleanups++;
            Console.WriteLine("cleanups " + s_cleanups);
        }
    }
}
