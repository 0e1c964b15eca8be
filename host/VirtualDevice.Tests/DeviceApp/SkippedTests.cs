using System;
using nanoFramework.TestFramework;

namespace DeviceApp
{
    [TestClass]
    public class SkippedTests
    {
        [Setup]
        public void Setup()
        {
            Assert.SkipTest("no hardware");
        }

        [TestMethod]
        public void NeverRuns()
        {
            throw new Exception("it ran");
        }
    }
}
