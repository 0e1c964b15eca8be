using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>Logging to syslog, datagram by datagram, in the time of a simulation.</summary>
    public sealed partial class SyslogSimulationTests : IDisposable
    {
        private const string Server = "192.168.1.9";
        private const int Error = 4;
        private const int Info = 2;

        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
        private static readonly Type s_program = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Inspection.HostSyslog");

        // Datagrams come in the order in which they were sent.
        private readonly Simulation _simulation = new(1, new SimulationOptions { Faults = SimulationFaults.None with { LeastLatency = 0, MostLatency = 0 } });
        private readonly List<byte[]> _heard = [];

        public SyslogSimulationTests()
        {
            _simulation.ListenForDatagrams(Server, 514, (bytes, _) => _heard.Add(bytes));
        }

        public void Dispose()
        {
            _simulation.Dispose();
            Device.Restart();
        }

        [Fact]
        public void A_message_is_sent_as_RFC_5424_has_it_with_its_severity()
        {
            Start("porch", 8, 1);

            foreach (int level in Enumerable.Range(0, 5))
            {
                Write(level, "net", "message " + level);
            }

            Stop(5);
            Match[] matches = [.. _heard.Select(bytes => Rfc5424().Match(Encoding.UTF8.GetString(bytes)))];
            Assert.All(matches, match => Assert.True(match.Success));
            Assert.Equal([15, 15, 14, 12, 11], matches.Select(match => int.Parse(match.Groups["priority"].Value)));
            Assert.All(matches, match => Assert.Equal("porch net - -", match.Groups["who"].Value));
            Assert.Equal(Enumerable.Range(0, 5).Select(i => "message " + i), matches.Select(match => match.Groups["text"].Value));
        }

        [Fact]
        public void What_its_fields_cannot_hold_is_replaced_and_UTF_8_is_marked()
        {
            Start(null, 8, 23);
            Write(Error, "två ord", "one\r\ntwo\u007f");
            Write(Error, "", "grün €");
            Write(Error, new string('n', 60), "");
            Write(Error, "a", "\u009b2J\u0085\u00a0");
            Stop(4);
            Assert.Matches(@"^<187>1 \S+ - tv__ord - - - one  two $", Text(0));
            Assert.Matches(@"^<187>1 \S+ - - - - - \uFEFFgrün €$", Text(1));
            Assert.Matches(@"^<187>1 \S+ - n{48} - - - $", Text(2));
            Assert.Matches(@"^<187>1 \S+ - a - - - \uFEFF  2J  \u00a0$", Text(3));
        }

        [Fact]
        public void A_message_that_is_too_long_is_cut_between_characters()
        {
            Start("porch", 8, 16);
            Write(Info, "app", new string('€', 300));
            Write(Info, "app", new string('x', 1000));
            Stop(2);
            Assert.InRange(_heard[0].Length, 478, 480);
            Assert.EndsWith("€€", Text(0), StringComparison.Ordinal);
            Assert.DoesNotContain("\uFFFD", Text(0), StringComparison.Ordinal);
            Assert.Equal(480, _heard[1].Length);
        }

        [Fact]
        public void Without_a_network_the_newest_are_kept_and_sent_when_it_is_there()
        {
            Device.IsNetworkUp = false;
            Start("porch", 4, 1);

            for (int i = 0; i < 10; i++)
            {
                Write(Info, "app", "early " + i);
                _simulation.Run(TimeSpan.FromMilliseconds(300));
            }

            Assert.Empty(_heard);
            Device.IsNetworkUp = true;
            Stop(5);

            // One was being sent, four are kept.
            Assert.Equal(["early 0", "early 6", "early 7", "early 8", "early 9"], Enumerable.Range(0, 5).Select(i => Text(i)[^7..]));
            Assert.Equal(5, s_program.GetProperty("Lost")!.GetValue(null));
        }

        [Fact]
        public void What_is_logged_before_the_loop_runs_is_sent_when_it_does()
        {
            Call("Create", Server, "porch", 2, 1);

            for (int i = 0; i < 5; i++)
            {
                Write(Info, "app", "early " + i);
            }

            _simulation.Start(() => Call("Run"));
            Stop(2);
            Assert.Equal(["early 3", "early 4"], Enumerable.Range(0, 2).Select(i => Text(i)[^7..]));
            Assert.Equal(3, s_program.GetProperty("Lost")!.GetValue(null));
        }

        [Fact]
        public void A_message_that_could_not_be_sent_before_it_was_cancelled_is_sent_when_it_runs_again()
        {
            Device.IsNetworkUp = false;
            Start("porch", 4, 1);
            Write(Info, "app", "one");
            Write(Info, "app", "two");
            _simulation.Run(TimeSpan.FromSeconds(2));
            Call("Stop");
            Assert.True(_simulation.RunUntil(() => _simulation.Threads == 0, s_limit));
            Device.IsNetworkUp = true;
            _simulation.Start(() => Call("Run"));
            Stop(2);
            Assert.EndsWith("one", Text(0), StringComparison.Ordinal);
            Assert.EndsWith("two", Text(1), StringComparison.Ordinal);
        }

        [Fact]
        public void A_message_alone_that_could_not_be_sent_is_sent_when_the_network_is_there()
        {
            Device.IsNetworkUp = false;
            Start("porch", 4, 1);
            Write(Info, "app", "one");
            _simulation.Run(TimeSpan.FromSeconds(2));
            Assert.Empty(_heard);
            Device.IsNetworkUp = true;
            Stop(1);
        }

        [Theory]
        [InlineData("2019-12-31T23:59:58Z", "-")]
        [InlineData("2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z")]
        public void The_time_is_told_by_a_clock_that_somebody_has_set(string clock, string told)
        {
            Start("porch", 4, 1);
            Device.SystemTime = DateTime.Parse(clock, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
            Write(Info, "app", "text");
            Stop(1);
            Assert.StartsWith("<14>1 " + told + " porch ", Text(0), StringComparison.Ordinal);
        }

        [Fact]
        public void It_has_a_socket_only_while_it_sends()
        {
            Start("porch", 4, 1);
            Assert.Equal(0, DeviceSockets.Open);
            Write(Info, "app", "text");
            Assert.True(_simulation.RunUntil(() => _heard.Count == 1, s_limit));
            _simulation.Run(TimeSpan.FromMilliseconds(100));
            Assert.Equal(0, DeviceSockets.Open);
            Stop(1);
        }

        [GeneratedRegex(@"^<(?<priority>\d{1,3})>1 (-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (?<who>[!-~]{1,255} [!-~]{1,48} [!-~]{1,128} [!-~]{1,32}) - (?<text>.*)$", RegexOptions.ExplicitCapture)]
        private static partial Regex Rfc5424();

        private static void Write(int level, string name, string message) => Call("Write", level, name, message);

        private static void Call(string method, params object?[] arguments) => s_program.GetMethod(method)!.Invoke(null, arguments);

        private string Text(int index) => Encoding.UTF8.GetString(_heard[index]);

        private void Start(string? hostName, int capacity, int facility)
        {
            Call("Create", Server, hostName, capacity, facility);
            _simulation.Start(() => Call("Run"));
            _simulation.Run(TimeSpan.FromMilliseconds(1));
        }

        // So many have come, and no more come.
        private void Stop(int count)
        {
            Assert.True(_simulation.RunUntil(() => _heard.Count == count, s_limit), _heard.Count + " datagrams");
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Equal(count, _heard.Count);
            Call("Stop");
            Assert.True(_simulation.RunUntil(() => _simulation.Threads == 0, s_limit));
            Assert.Equal(0, DeviceSockets.Open);
            Assert.Empty(_simulation.Unhandled.Select(e => e.ToString()));
        }
    }
}
