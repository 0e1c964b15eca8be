using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>Multicast DNS and SNTP, packet by packet, in the time of a simulation.</summary>
    public sealed partial class DiscoverySimulationTests : IDisposable
    {
        private const string Group = "224.0.0.251";
        private const string Other = "192.168.1.9";
        private const string Address = "C0A80102";
        private const string OtherAddress = "C0A80109";

        // device.local
        private const string Name = "06646576696365056C6F63616C00";
        private const string SecondName = "086465766963652D32056C6F63616C00";
        private const string Announcement = "000084000000000100000000" + Name + "00018001000000780004" + Address;
        private const string Goodbye = "000084000000000100000000" + Name + "00018001000000000004" + Address;
        private const string Probe = "000000000001000000010000" + Name + "00FF8001C00C00010001000000780004" + Address;

        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
        private static readonly Type s_program = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Discovery.HostDiscovery");

        private readonly Simulation _simulation = new(1);
        private readonly List<(double Seconds, string Bytes, int Port)> _heard = [];

        public DiscoverySimulationTests()
        {
            _simulation.ListenForDatagrams(Other, 5353, (bytes, port) => _heard.Add((_simulation.Now.TotalSeconds, Convert.ToHexString(bytes), port)));
        }

        public void Dispose() => _simulation.Dispose();

        [Fact]
        public void A_name_is_asked_for_three_times_and_announced_twice()
        {
            StartResponder();
            _simulation.Run(TimeSpan.FromSeconds(5));
            Assert.Equal([Probe, Probe, Probe, Announcement, Announcement], _heard.Select(h => h.Bytes));
            Assert.All(_heard, h => Assert.Equal(5353, h.Port));
            Assert.All(_heard.Skip(1).Take(3).Zip(_heard), pair => Assert.InRange(pair.First.Seconds - pair.Second.Seconds, 0.24, 0.4));
            Assert.InRange(_heard[4].Seconds - _heard[3].Seconds, 0.99, 1.2);
            Assert.Equal("device.local", Get("HostName"));
            Stop(Goodbye);
        }

        [Fact]
        public void A_name_that_somebody_has_is_left_to_him()
        {
            StartResponder();
            Assert.True(_simulation.RunUntil(() => _heard.Count == 1, s_limit));
            Say("000084000000000100000000" + Name + "00018001000000780004" + OtherAddress);
            Assert.True(_simulation.RunUntil(() => Get("HostName") == "device-2.local", s_limit));
            Assert.DoesNotContain(Announcement, _heard.Select(h => h.Bytes));
            Assert.Contains(_heard, h => h.Bytes.Contains(SecondName, StringComparison.Ordinal));
            Stop();
        }

        [Fact]
        public void Who_has_every_name_does_not_end_it()
        {
            string longest = new('a', 59);
            HashSet<string> asked = [];
            _simulation.ListenForDatagrams("192.168.1.8", 5353, (bytes, _) =>
            {
                // Of a probe the name: a label, and local.
                string label = System.Text.Encoding.ASCII.GetString(bytes, 13, bytes[12]);
                string name = Convert.ToHexString(bytes.AsSpan(12, bytes[12] + 8));
                if (bytes[2] == 0 && asked.Add(label))
                {
                    _simulation.SendDatagram(Convert.FromHexString("000084000000000100000000" + name + "00018001000000780004" + OtherAddress), 5353, "192.168.1.8", 5353, Group);
                }
            });
            Start("Respond", longest);

            // Each of the 999, five seconds apart; then it may have the first again.
            Assert.True(_simulation.RunUntil(() => asked.Count == 999 && Get("HostName") == longest + ".local", TimeSpan.FromHours(2)), asked.Count + " " + Get("HostName"));
            Assert.Contains(longest + "-999", asked);
            Stop();
        }

        [Fact]
        public void Of_two_that_ask_for_a_name_at_once_the_one_with_the_higher_address_gets_it()
        {
            StartResponder();
            Assert.True(_simulation.RunUntil(() => _heard.Count == 1, s_limit));
            string probe = "000000000001000000010000" + Name + "00FF8001C00C00010001000000780004";

            // A lower one: it goes on. A higher one: it waits for a second, in which the other one does not take it.
            Say(probe + "C0A80101");
            Say(probe + Address);
            Assert.True(_simulation.RunUntil(() => _heard.Count == 2, s_limit));
            Assert.InRange(_heard[1].Seconds - _heard[0].Seconds, 0.24, 0.4);
            Say(probe + OtherAddress);
            Assert.True(_simulation.RunUntil(() => _heard.Count == 3, s_limit));
            Assert.InRange(_heard[2].Seconds - _heard[1].Seconds, 0.99, 1.6);
            Assert.True(_simulation.RunUntil(() => Get("HostName") == "device.local", s_limit));
            Stop(Goodbye);
        }

        [Fact]
        public void Somebody_who_takes_the_name_later_is_noticed_and_one_who_gives_it_up_is_not()
        {
            Serve();
            Say("000084000000000100000000" + Name + "00018001000000000004" + OtherAddress);
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Empty(_heard);
            Say("000084000000000100000000" + Name + "00018001000000780004" + OtherAddress);
            Assert.True(_simulation.RunUntil(() => _heard.Count > 0, s_limit));
            Assert.Equal(Probe, _heard[0].Bytes);
            Say("000084000000000100000000" + Name + "00018001000000780004" + OtherAddress);
            Assert.True(_simulation.RunUntil(() => Get("HostName") == "device-2.local", s_limit));
            Stop();
        }

        [Theory]
        [InlineData("000084000000000000000001" + Name + "00018001000000780004" + OtherAddress, 5353, "(device.local)")]
        [InlineData("000084000000000000010000" + Name + "00018001000000780004" + OtherAddress, 5353, "(device.local)")]
        [InlineData("000084000000000200000000" + Name + "00018001000000780004" + Address + "C00C00018001000000780004" + OtherAddress, 5353, "(device.local)")]
        [InlineData("000084000000000100000000" + Name + "001C8001000000780010FE800000000000000000000000000009", 5353, "device.local")]
        [InlineData("000084000000000100000000" + Name + "00018001000000780004" + OtherAddress, 40000, "device.local")]
        [InlineData("000084000000000100000000" + Name + "00018003000000780004" + OtherAddress, 5353, "device.local")]
        public void Who_says_to_have_the_name_is_believed_wherever_it_stands_and_only_from_the_port(string packet, int port, string name)
        {
            Serve();
            _simulation.SendDatagram(Convert.FromHexString(packet), 5353, Other, port, Group);
            _simulation.Run(TimeSpan.FromMilliseconds(100));
            Assert.Equal(name, Get("HostName"));
            Stop();
        }

        [Fact]
        public void A_name_of_which_somebody_has_any_record_is_left_to_him()
        {
            StartResponder();
            Assert.True(_simulation.RunUntil(() => _heard.Count == 1, s_limit));
            Say("000084000000000100000000" + Name + "002F8001000000780005C00C000140");
            _simulation.Run(TimeSpan.FromMilliseconds(100));
            Assert.Equal("(device.local)", Get("HostName"));
            Say("000084000000000100000000" + Name + "001C8001000000780010FE800000000000000000000000000009");
            Assert.True(_simulation.RunUntil(() => Get("HostName") == "device-2.local", s_limit));
            Stop();
        }

        [Fact]
        public void A_name_is_found_though_the_first_question_is_lost_and_the_second_is_answered_wrong()
        {
            int questions = 0;
            _simulation.ListenForDatagrams(Other, 5353, (bytes, port) =>
            {
                if (++questions == 1)
                {
                    return;
                }

                string id = Convert.ToHexString(bytes)[..4];
                Assert.Equal(id + "00000001000000000000" + Name + "00010001", Convert.ToHexString(bytes));

                // Datagrams overtake each other: first those that are broken, of another, for another question, no address; nor is one believed from another
                // port. At the next question the answer, with the name as RFC 1035 compresses it.
                string[] answers = questions == 2 ?
                [
                    id + "840000000001000000000C",
                    id + "840000000001000000000000C00C000100010000000A0004" + OtherAddress,
                    "FFFF84000000000100000000" + Name + "000100010000000A0004C0A80108",
                    id + "84000000000100000000" + SecondName + "000100010000000A0004C0A80108",
                    id + "84000000000100000000" + Name + "000100010000000A0002C0A8",
                ] :
                [
                    id + "84000001000200000000" + Name + "00010001" + "C013001C00010000000A0002FFFF" + "06646576696365C013000100010000000A0004" + OtherAddress,
                ];
                if (questions == 2)
                {
                    _simulation.SendDatagram(Convert.FromHexString(id + "84000000000100000000" + Name + "000100010000000A0004C0A80108"), port, Other, 40000);
                }

                foreach (string answer in answers)
                {
                    _simulation.SendDatagram(Convert.FromHexString(answer), port, Other, 5353);
                }
            });
            Start("Resolve", "device.local", 5000);
            Assert.True(_simulation.RunUntil(() => Get("Outcome") != null, s_limit));
            Assert.Equal("192.168.1.9", Get("Outcome"));
            Assert.InRange(_simulation.Now.TotalSeconds, 3, 3.5);
            End();
        }

        [Fact]
        public void A_name_that_nobody_has_is_asked_for_until_the_time_is_up()
        {
            Start("Resolve", "nobody.local", 5000);
            Assert.True(_simulation.RunUntil(() => Get("Outcome") != null, s_limit));
            Assert.Equal("11001", Get("Outcome"));
            Assert.Equal(3, _heard.Count);
            Assert.InRange(_simulation.Now.TotalSeconds, 5, 5.5);
            End();
        }

        [Fact]
        public void A_responder_survives_what_goes_wrong()
        {
            _simulation.Dispose();
            Simulation.ForSeeds(20, simulation =>
            {
                simulation.Start(() => s_program.GetMethod("Respond")!.Invoke(null, ["device"]));
                simulation.Run(TimeSpan.FromMilliseconds(10));
                simulation.Faults = SimulationFaults.ForSeed(simulation.Seed) with { SocketError = 0, NoSocket = 0, DownEvery = TimeSpan.Zero };
                for (int i = 0; i < 200; i++)
                {
                    byte[] noise = new byte[simulation.Random.Next(60)];
                    simulation.Random.NextBytes(noise);
                    byte[] counts = [.. Enumerable.Range(0, 4).Select(_ => (byte)simulation.Random.Next(3))];
                    byte[] packet = [0, 0, (byte)(simulation.Random.Next(2) * 0x84), 0, 0, counts[0], 0, counts[1], 0, counts[2], 0, counts[3], .. noise];
                    simulation.SendDatagram(packet, 5353, Other, 5353, Group);
                    simulation.Run(TimeSpan.FromMilliseconds(50));
                }

                simulation.Faults = SimulationFaults.None;
                Assert.True(simulation.RunUntil(() => Get("HostName") == "device.local", s_limit));
                s_program.GetMethod("Stop")!.Invoke(null, null);
                Assert.True(simulation.RunUntil(() => simulation.Threads == 0, s_limit));
                Assert.Equal(0, DeviceSockets.Open);
            });
        }

        [Theory]
        [InlineData("E93C7EFFFF000000", "0 True")]
        [InlineData("E93C7F00C0000000", "1000 True")]
        public void The_clock_is_set_by_a_server_with_a_name(string time, string outcome)
        {
            TellTime(time);
            Start("SetClock", "pool.ntp.org");
            Assert.True(_simulation.RunUntil(() => Get("Outcome") != null, s_limit));
            Assert.Equal(outcome, Get("Outcome"));
            End();
        }

        [Fact]
        public void What_a_busy_loop_is_late_to_set_the_clock_is_counted_in()
        {
            // A quarter of a second before the year's last one; the second that is waited for begins while the loop is stopped.
            TellTime("E93C7EFE40000000");
            Start("SetClockWhileBusy", "pool.ntp.org", 3000);
            Assert.True(_simulation.RunUntil(() => Get("Outcome") != null, s_limit));
            double told = double.Parse(Get("Outcome")!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(told, 1200, 1500);
            End();
        }

        private void TellTime(string time)
        {
            _simulation.AddName("pool.ntp.org", "192.168.1.7");
            _simulation.ListenForDatagrams("192.168.1.7", 123, (bytes, port) =>
            {
                byte[] answer = new byte[48];
                answer[0] = 0x24;
                answer[1] = 2;
                bytes.AsSpan(40, 8).CopyTo(answer.AsSpan(24));
                Convert.FromHexString(time).CopyTo(answer, 32);
                Convert.FromHexString(time).CopyTo(answer, 40);
                _simulation.SendDatagram(answer, port, "192.168.1.7", 123);
            });
        }

        private static string? Get(string property) => (string?)s_program.GetProperty(property)!.GetValue(null);

        private void Start(string method, params object[] arguments)
        {
            s_program.GetProperty("Outcome")!.SetValue(null, null);
            _simulation.Start(() => s_program.GetMethod(method)!.Invoke(null, arguments));
        }

        private void StartResponder() => Start("Respond", "device");

        // With the name, and a second later, when what was announced is no longer the last word.
        private void Serve()
        {
            StartResponder();
            Assert.True(_simulation.RunUntil(() => _heard.Count == 5, s_limit));
            _simulation.Run(TimeSpan.FromSeconds(2));
            _heard.Clear();
        }

        private void Say(string hex) => _simulation.SendDatagram(Convert.FromHexString(hex), 5353, Other, 5353, Group);

        // It says goodbye when it has the name.
        private void Stop(string? lastWord = null)
        {
            s_program.GetMethod("Stop")!.Invoke(null, null);
            Assert.True(_simulation.RunUntil(() => Get("Outcome") != null, s_limit));
            Assert.Equal("CanceledException", Get("Outcome"));
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.True(lastWord == null || _heard[^1].Bytes == lastWord, _heard.LastOrDefault().Bytes);
            End();
        }

        private void End()
        {
            Assert.True(_simulation.RunUntil(() => _simulation.Threads == 0, s_limit));
            Assert.Equal(0, DeviceSockets.Open);
            Assert.Empty(_simulation.Unhandled.Select(e => e.ToString()));
        }
    }
}
