using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.SystemTests
{
    /// <summary>A device's heap is full for a moment, at each point of a request in turn: what is lost is that request at the most.</summary>
    public sealed class ShortMemoryTests
    {
        private const int Patience = 30000;
        private const string Request = "GET / HTTP/1.1\r\nHost: device\r\n\r\n";

        private static readonly ShortMemory s_memory = new("UAsyncio.Nano.Tests.Http.HostShortServer", true, "UAsyncio.Nano", "UAsyncio.Nano.Net", "UAsyncio.Nano.Http");

        private Socket? _client;

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        public void A_request_is_lost_at_the_most(int failures)
        {
            List<string> lost = [];
            bool reached = true;
            int before = 0;

            for (; reached; before++)
            {
                using ManualResetEvent ended = new(false);
                new Thread(() =>
                {
                    try
                    {
                        reached = Serve(before, failures);
                        ended.Set();
                    }
                    catch (Exception e)
                    {
                        lost.Add("at " + before + ": " + e);
                        Device.Restart();
                        ended.Set();

                        // The loop that is left behind is this thread's, and no other's.
                        Thread.Sleep(Timeout.Infinite);
                    }
                }) { IsBackground = true }.Start();
                ended.WaitOne();
            }

            Assert.True(before > 50, "only " + before + " allocations");
            Assert.True(lost.Count == 0, lost.Count + " of " + before + "\n" + string.Join('\n', lost));
        }

        [Fact]
        public void Where_memory_stays_short_the_loop_says_so_and_can_run_again()
        {
            bool isShort = true;
            Start(Sleeping);
            Assert.Throws<OutOfMemoryException>(() => Call<object>("Run"));
            isShort = false;
            s_memory.End();
            Call<object>("Run");
            Call<object>("Close");
            Leaks.AssertNone();

            void Sleeping()
            {
                if (isShort)
                {
                    s_memory.Arm(0, int.MaxValue);
                    s_memory.Begin();
                }
                else
                {
                    Call<object>("Stop");
                }
            }
        }

        // False when the request was over before so many allocations.
        private bool Serve(int before, int failures)
        {
            int step = 0;
            int sleeps = 0;
            int port = 0;
            int timers = 0;
            string? stuck = null;
            port = Start(Sleeping);
            timers = Get("FreeTimers");
            int slots = Get("FreeSlots");
            Call<object>("Run");
            Assert.Null(stuck);
            Assert.Equal(timers, Get("FreeTimers"));
            Assert.Equal(slots, Get("FreeSlots"));
            Call<object>("Close");
            Leaks.AssertNone();
            return s_memory.HasFailed;

            void Sleeping()
            {
                if (++sleeps > Patience)
                {
                    stuck = "step " + step + ", " + Get("Connections") + " connections, " + Get("FreeTimers") + " timers free";
                    step = 6;
                }

                if (sleeps % 8 == 0)
                {
                    // The device's time must not run away from the computer's network.
                    Thread.Sleep(1);
                }

                switch (step)
                {
                    case 0:
                    case 3:
                        _client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                        _client.Connect(IPAddress.Loopback, port);
                        _client.Send(Encoding.ASCII.GetBytes(Request));
                        if (step == 0)
                        {
                            s_memory.Arm(before, failures);
                            s_memory.Begin();
                        }

                        step++;
                        break;

                    case 1:
                        if (Answer() != null)
                        {
                            s_memory.End();
                            _client!.Dispose();
                            step++;
                        }

                        break;

                    case 4:
                        string? answer = Answer();
                        if (answer != null)
                        {
                            stuck = answer.EndsWith("\r\n\r\nhello", StringComparison.Ordinal) ? null : "answered " + answer;
                            _client!.Dispose();
                            step++;
                        }

                        break;

                    case 2:
                    case 5:
                        // A timer that could not be taken back runs out.
                        step += Get("Connections") == 0 && Get("FreeTimers") == timers ? 1 : 0;
                        break;

                    default:
                        Call<object>("Stop");
                        break;
                }
            }
        }

        // What has come, when it is whole or the server has closed; null while it is under way.
        private string? Answer()
        {
            if (!_client!.Poll(0, SelectMode.SelectRead))
            {
                return null;
            }

            byte[] buffer = new byte[2000];
            try
            {
                int count = _client.Receive(buffer);
                return Encoding.ASCII.GetString(buffer, 0, count);
            }
            catch (SocketException)
            {
                return "reset";
            }
        }

        private static int Start(Action sleeping) => Call<int>("Start", s_memory.Callback("SleepCallback", sleeping));

        private static T Call<T>(string method, params object[] arguments) => (T)s_memory.Call(method, arguments)!;

        private static int Get(string property) => Call<int>("get_" + property);
    }
}
