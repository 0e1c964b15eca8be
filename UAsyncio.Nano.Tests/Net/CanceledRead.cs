using nanoFramework.TestFramework;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A read that is cancelled in the pass in which its bytes came, and what it leaves.</summary>
    internal static class CanceledRead
    {
        public delegate Coroutine Reading(AsyncStream stream);

        /// <summary>The bytes come in a poll, and the cancellation in the next pass before the reader has its turn.</summary>
        public static AsyncStream InPass(NetLoop test, out Coroutine task, Reading reading, string bytes)
        {
            FakeTransport transport = new FakeTransport();
            AsyncStream stream = new AsyncStream(transport);
            Coroutine reader = test.Loop.CreateTask(reading(stream));
            test.Poller.Slept = state =>
            {
                test.Poller.Slept = null;
                transport.Gives(bytes).Ends();
                test.Loop.Post(state2 => Assert.IsTrue(reader.Cancel()));
            };
            test.Run(StreamSharingTests.UntilAsync(reader));
            task = reader;
            return stream;
        }

        /// <summary>What is still to be read, and how many bytes that is.</summary>
        public static string Rest(NetLoop test, AsyncStream stream)
        {
            string text = "";

            for (; ; )
            {
                string more = (string)test.Run(Read.SomeAsync(stream, 10));

                if (more == "end")
                {
                    return text + " end" + text.Length;
                }

                text += more;
            }
        }
    }
}
