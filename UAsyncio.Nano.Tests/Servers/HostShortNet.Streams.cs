using System;
using System.Text;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.Tests.Net;

namespace UAsyncio.Nano.Tests.Servers
{
    // Those of a stream.
    public static partial class HostShortNet
    {
        private static async Coroutine CancelReadAsync(bool exactly)
        {
            FakeTransport transport = new FakeTransport().GivesSlowly("abcd");
            AsyncStream stream = new AsyncStream(transport);
            Coroutine reading = s_loop.CreateTask(exactly ? Read.ExactlyAsync(stream, 10) : Read.SomeAsync(stream, 10));

            if (exactly)
            {
                await Coroutine.Delay(5);
            }
            else
            {
                // It has come, and its reader waits for its turn.
                await Coroutine.Yield();
                await Coroutine.Yield();
            }

            transport.Gives("efgh");
            s_begin();
            Cancel(reading);
            s_end();
            string text = await Read.ExactlyAsync(stream, reading.IsCompleted && !reading.IsFaulted ? 4 : 8);
            await EndAsync(reading);
            Check(text == (reading.IsFaulted ? "abcdefgh" : "efgh"), text);
        }

        // All of it comes, in order, whichever read memory is too short for.
        private static async Coroutine ReadAsync(string way)
        {
            // Of the second piece more reads are done at once than a pass may do.
            const string Whole = "abcABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789defghi";
            AsyncStream stream = new AsyncStream(new FakeTransport().GivesSlowly(Whole.Substring(0, 3), Whole.Substring(3, 40), Whole.Substring(43)).Ends());
            byte[] buffer = new byte[2];
            string text = string.Empty;
            int count = -1;
            s_begin();

            while (count != 0)
            {
                try
                {
                    switch (way)
                    {
                        case "read":
                            count = await stream.ReadAsync(buffer, 0, 2);
                            break;
                        case "read-in-time":
                            count = await stream.ReadAsync(buffer, 0, 2).WaitAsync(10000);
                            break;
                        case "exactly":
                            count = await stream.ReadExactlyAsync(buffer, 0, text.Length == Whole.Length - 1 ? 1 : 2);
                            break;
                        default:
                            count = await stream.ReadExactlyAsync(buffer, 0, text.Length == Whole.Length - 1 ? 1 : 2).WaitAsync(10000);
                            break;
                    }

                    text += Encoding.UTF8.GetString(buffer, 0, count);
                    count = text.Length == Whole.Length ? 0 : count;
                }
                catch (OutOfMemoryException)
                {
                }
            }

            s_end();
            Check(text == Whole, text);
        }

        private static async Coroutine LineAsync()
        {
            FakeTransport transport = new FakeTransport().GivesSlowly("a line ", "in parts\nand more").Ends();
            AsyncStream stream = new AsyncStream(transport);
            string line = null;
            s_begin();

            while (line == null)
            {
                try
                {
                    line = await stream.ReadLineAsync(100);
                }
                catch (OutOfMemoryException)
                {
                }
            }

            s_end();
            string rest = await stream.ReadLineAsync(100);
            Check(line == "a line in parts" && rest == "and more", line + "|" + rest);
        }

        private static async Coroutine WriteAsync()
        {
            FakeTransport sink = new FakeTransport().Takes(2, 0, 3, 0);
            AsyncStream stream = new AsyncStream(sink);
            s_begin();

            try
            {
                await stream.WriteAsync("abcdefgh");
            }
            catch (OutOfMemoryException)
            {
            }

            s_end();
            Check(sink.Written.Length == 0 || "abcdefgh".IndexOf(sink.Written) == 0, sink.Written);
            int before = sink.Written.Length;
            await stream.WriteAsync("next");
            Check(sink.Written.Substring(before) == "next", sink.Written);
        }

        private static async Coroutine DisposeAsync()
        {
            FakeTransport transport = new FakeTransport().Takes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
            AsyncStream stream = new AsyncStream(transport);
            Coroutine reading = s_loop.CreateTask(Read.SomeAsync(stream, 10));
            Coroutine writing = s_loop.CreateTask(WriteSomeAsync(stream));
            await Coroutine.Yield();
            s_begin();

            try
            {
                stream.Dispose();
            }
            catch (OutOfMemoryException)
            {
            }

            s_end();
            stream.Dispose();
            await EndAsync(reading);
            await EndAsync(writing);
            Check(transport.Closes > 0 && reading.IsFaulted && writing.IsFaulted, "not closed");
        }

        private static async Coroutine WriteSomeAsync(AsyncStream stream)
        {
            await stream.WriteAsync("some");
        }
    }
}
