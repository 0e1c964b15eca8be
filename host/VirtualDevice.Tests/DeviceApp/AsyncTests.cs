using nanoFramework.TestFramework;

namespace UAsyncio.Nano
{
    /// <summary>What the library's type is to who runs tests: its name.</summary>
    public class Coroutine
    {
    }
}

namespace DeviceApp
{
    /// <summary>Tests that nobody runs to their end.</summary>
    [TestClass]
    public class AsyncTests
    {
        private class CoroutineOfObject : UAsyncio.Nano.Coroutine
        {
        }

        [TestMethod]
        public UAsyncio.Nano.Coroutine ReturnsACoroutine() => new UAsyncio.Nano.Coroutine();

        [TestMethod]
        public UAsyncio.Nano.Coroutine ReturnsNone() => null;

        [DataRow(1)]
        public UAsyncio.Nano.Coroutine Row(int value) => new CoroutineOfObject();
    }
}
