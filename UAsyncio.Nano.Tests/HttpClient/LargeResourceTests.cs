using nanoFramework.TestFramework;
using UAsyncio.Nano.Http;
using UAsyncio.Nano.Tests.Http;

namespace UAsyncio.Nano.Tests.HttpClients
{
    /// <summary>Parts of a resource that is as long as one can be, a file on a card say.</summary>
    [TestClass]
    public class LargeResourceTests
    {
        [TestMethod]
        [DataRow("bytes=1234567890-1234567891", "1234567890-1234567891")]
        [DataRow("bytes=-2", "2147483645-2147483646")]
        [DataRow("bytes=2147483640-2147483641", "2147483640-2147483641")]
        [DataRow("bytes=2147483646-", "2147483646-2147483646")]
        [DataRow("bytes=2147483639-99999999999999999999", "2147483639-2147483646")]
        [DataRow("bytes=2147483647-", "*")]
        [DataRow("bytes=4294967297-4294967298", "*")]
        public void Part_is_the_one_that_was_asked_for(string range, string part)
        {
            using (HttpTest test = new HttpTest(context => context.RespondAsync(new Large())))
            {
                string answer = test.Ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nRange: " + range + "\r\n\r\n");
                Assert.Contains("Content-Range: bytes " + part + "/2147483647\r\n", answer);
            }
        }

        private sealed class Large : HttpResource
        {
            public Large()
                : base("text/plain", int.MaxValue, null)
            {
            }

            protected override int Read(object opened, int position, byte[] buffer, int offset, int count)
            {
                return count;
            }
        }
    }
}
