using System;
using System.Collections.Generic;
using System.Threading;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>
    /// A device's heap is full for a moment, at each point of each operation of the network in turn: slots, timers and sockets are as before,
    /// and the next operation works.
    /// </summary>
    public sealed class ShortNetTests
    {
        // Of tests that hang only.
        private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

        // In the library, not in what calls it.
        private static readonly ShortMemory s_memory = new("UAsyncio.Nano.Tests.Servers.HostShortNet", false, "UAsyncio.Nano", "UAsyncio.Nano.Net");

        private readonly ITestOutputHelper _output;

        public ShortNetTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Theory]
        [InlineData("start")]
        [InlineData("close")]
        [InlineData("accept")]
        [InlineData("accept-waiting")]
        [InlineData("open")]
        [InlineData("cancel-open")]
        [InlineData("cancel-read")]
        [InlineData("cancel-exactly")]
        [InlineData("read")]
        [InlineData("read-in-time")]
        [InlineData("exactly")]
        [InlineData("exactly-in-time")]
        [InlineData("line")]
        [InlineData("write")]
        [InlineData("dispose")]
        [InlineData("deadline")]
        public void Nothing_is_lost(string operation)
        {
            TryAll(operation, 1, 2, 12);
        }

        [Fact]
        public void Memory_that_does_not_come_back_ends_the_loop_and_nothing_is_lost()
        {
            TryAll("starve", int.MaxValue);
        }

        // Threads of the device race here: a socket that one of them leaves behind is seen in some runs only.
        [Theory]
        [InlineData("open")]
        [InlineData("cancel-open")]
        [InlineData("accept")]
        public void No_socket_is_left_however_often_it_is_done(string operation)
        {
            for (int run = 0; run < 300; run++)
            {
                Assert.Null(Run(operation, int.MaxValue, 0, out _));
            }
        }

        private void TryAll(string operation, params int[] numbers)
        {
            // What is made once, such as static fields, is there when a device has started.
            s_memory.Arm(0, 0);
            Thread first = new(() => Call(operation));
            first.Start();
            first.Join();
            List<string> lost = [];
            int points = 0;

            foreach (int failures in numbers)
            {
                bool reached = true;

                for (int before = 0; reached; before++)
                {
                    string? failure = Run(operation, before, failures, out reached);
                    points++;

                    if (failure != null)
                    {
                        lost.Add(failures + " at " + before + ": " + failure);
                    }
                }
            }

            _output.WriteLine(operation + ": " + points + " runs");
            Assert.True(points > 10, "only " + points + " runs");
            Assert.True(lost.Count == 0, lost.Count + " of " + points + "\n" + string.Join('\n', lost));
        }

        private static string? Run(string operation, int before, int failures, out bool reached)
        {
            s_memory.Arm(before, failures);
            Exception? failure = null;
            Thread thread = new(() =>
            {
                try
                {
                    Call(operation);
                }
                catch (Exception e)
                {
                    failure = e;
                }
            }) { IsBackground = true };
            thread.Start();
            bool ended = thread.Join(s_limit);
            string? text = ended ? failure?.ToString() : "it hangs";

            for (int i = 0; text == null && DeviceSockets.Open > 0 && i < 300; i++)
            {
                // A helper thread may be about to close its own.
                Thread.Sleep(10);
            }

            if (text == null && DeviceSockets.Open > 0)
            {
                text = "sockets: " + DeviceSockets.Open;
            }

            if (text != null)
            {
                Device.Restart();
            }

            reached = ended && s_memory.HasFailed;
            return text;
        }

        private static void Call(string operation)
        {
            s_memory.Call("Run", operation, s_memory.Callback("HostCallback", s_memory.Begin), s_memory.Callback("HostCallback", s_memory.End));
        }
    }
}
