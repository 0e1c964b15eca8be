using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.DeviceTests;
using UAsyncio.VirtualDevice;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>A service by its type, DNS-SD, packet by packet, in the time of a simulation.</summary>
    public sealed class ServiceSimulationTests : IDisposable
    {
        private const string Group = "224.0.0.251";
        private const string Other = "192.168.1.9";

        // _http._tcp.local, device._http._tcp.local, device.local, _services._dns-sd._udp.local
        private const string ServiceType = "055F68747470045F746370056C6F63616C00";
        private const string Instance = "06646576696365" + ServiceType;
        private const string Host = "06646576696365056C6F63616C00";
        private const string Types = "095F7365727669636573075F646E732D7364045F756470056C6F63616C00";

        // That there is one; where; path=/; the address.
        private const string Records = ServiceType + "000C0001000011940019" + Instance + "C028" + "00218001000000780014000000000050" + Host
            + "C028" + "00108001000011940007" + "06706174683D2F" + "C053" + "00018001000000780004C0A80102";
        private const string Service = "000084000000000400000000" + Records;

        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
        private static readonly Type s_program = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Discovery.HostDiscovery");

        private readonly Simulation _simulation = new(1);
        private readonly List<string> _heard = [];

        public ServiceSimulationTests()
        {
            _simulation.ListenForDatagrams(Other, 5353, (bytes, _) => _heard.Add(Convert.ToHexString(bytes)));
        }

        public void Dispose() => _simulation.Dispose();

        [Fact]
        public void It_is_announced_twice_and_says_goodbye()
        {
            s_program.GetProperty("Outcome")!.SetValue(null, null);
            _simulation.Start(() => s_program.GetMethod("RespondWithService")!.Invoke(null, ["device", "_http._tcp", 80, "path=/"]));
            _simulation.Run(TimeSpan.FromSeconds(5));
            Assert.Equal(2, _heard.Count(packet => packet == Service));
            _heard.Clear();
            Stop();
            Assert.Contains(Service.Replace("00001194", "00000000", StringComparison.Ordinal).Replace("00000078", "00000000", StringComparison.Ordinal), _heard);
        }

        [Theory]
        [InlineData(ServiceType + "000C0001")]
        [InlineData(ServiceType + "000C8001")]
        [InlineData(ServiceType + "00FF0001")]
        [InlineData(Instance + "00210001")]
        [InlineData(Instance + "00100001")]
        [InlineData("055F48545450045F544350054C4F43414C00" + "000C0001")]
        public void A_question_is_answered_with_all_of_it(string question)
        {
            Serve();
            Say("000000000001000000000000" + question);
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Equal([Service], _heard);
            Stop();
        }

        [Fact]
        public void Its_type_is_among_all_types()
        {
            Serve();
            Say("000000000001000000000000" + Types + "000C0001");
            _simulation.Run(TimeSpan.FromSeconds(3));
            string packet = Assert.Single(_heard);
            Assert.StartsWith("000084000000000500000000" + Types + "000C0001000011940012" + ServiceType, packet, StringComparison.Ordinal);
            Stop();
        }

        // It asks where it is too.
        [Theory]
        [InlineData("000000000001000100000000" + Instance + "00210001" + "C013" + "000C0001000011940002" + "C00C")]
        public void Who_knows_that_there_is_one_and_asks_for_more_is_answered(string packet)
        {
            Serve();
            Say(packet);
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.EndsWith(Records[^80..], Assert.Single(_heard), StringComparison.Ordinal);
            Stop();
        }

        [Theory]

        // Who asks knows it; it asks for another type, or for an instance of another name, or for nothing that it has; it is cut off.
        [InlineData("000000000001000100000000" + ServiceType + "000C0001" + "C00C000C0001000011940009" + "06646576696365C00C")]
        [InlineData("000000000001000000000000045F737368045F746370056C6F63616C00000C0001")]
        [InlineData("00000000000100000000000006646576696366" + ServiceType + "00210001")]
        [InlineData("000000000001000000000000" + ServiceType + "00010001")]
        [InlineData("000000000002000000000000" + ServiceType + "000C0001C0")]
        [InlineData("000084000001000000000000" + ServiceType + "000C0001")]
        public void What_concerns_others_is_passed_over(string packet)
        {
            Serve();
            Say(packet);
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Empty(_heard);
            Stop();
        }

        [Theory]

        // It knows one of another type, one of another name, one that says nothing of who has it.
        [InlineData("045F737368045F746370056C6F63616C00" + "000C0001000011940009" + "06646576696365C00C")]
        [InlineData("C00C" + "000C0001000011940009" + "06646576696366C00C")]
        [InlineData("C00C" + "00100001000011940009" + "06646576696365C00C")]
        public void Who_knows_something_else_is_answered(string record)
        {
            Serve();
            Say("000000000001000100000000" + ServiceType + "000C0001" + record);
            _simulation.Run(TimeSpan.FromSeconds(3));
            Assert.Equal([Service], _heard);
            Stop();
        }

        [Fact]
        public void Its_name_is_asked_for_too_and_changes_with_the_hosts_when_somebody_has_it()
        {
            const string Somebody = "000084000000000100000000" + Instance + "0021800100000078000F000000000050" + "07" + "6F74686572" + "3132" + "00";
            List<string> probes = [];
            Serve(heard => probes.AddRange(heard.Take(3)));
            Assert.Equal(
                [.. Enumerable.Repeat(
                    "000000000002000000020000" + Host + "00FF8001" + Instance + "00FF8001" + "C00C" + "00010001000000780004C0A80102"
                        + "C01E" + "00210001000000780014000000000050" + Host,
                    3)],
                probes);

            // Where the service is as it says itself is no news.
            Say("000084000000000100000000" + Instance + "00218001000000780014000000000050" + Host);
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.Empty(_heard);
            Say(Somebody);
            Assert.True(_simulation.RunUntil(() => _heard.Count == 1, s_limit));
            Say(Somebody);
            _simulation.Run(TimeSpan.FromSeconds(5));
            Assert.Equal("device-2.local", s_program.GetProperty("HostName")!.GetValue(null));
            Stop();
        }

        [Fact]
        public void All_are_not_answered_more_than_once_a_second_but_who_has_half_forgotten_it_is()
        {
            Serve();
            Say("000000000001000100000000" + ServiceType + "000C0001" + "C00C000C0001000008C90009" + "06646576696365C00C");
            _simulation.Run(TimeSpan.FromMilliseconds(300));
            Assert.Single(_heard);
            Say("000000000001000000000000" + ServiceType + "000C0001");
            _simulation.Run(TimeSpan.FromMilliseconds(300));
            Assert.Single(_heard);
            Stop();
        }

        [Fact]
        public void Who_does_not_speak_multicast_DNS_is_answered_alone_with_its_question()
        {
            List<string> told = [];
            _simulation.ListenForDatagrams(Other, 40000, (bytes, _) => told.Add(Convert.ToHexString(bytes)));
            Serve();
            _simulation.SendDatagram(Convert.FromHexString("ABCD01000001000000000000" + ServiceType + "000C0001"), 5353, Other, 40000, Group);
            _simulation.Run(TimeSpan.FromSeconds(1));
            string packet = Assert.Single(told);
            Assert.StartsWith("ABCD84000001000400000000" + ServiceType + "000C0001" + ServiceType + "000C00010000000A0019" + Instance, packet, StringComparison.Ordinal);
            Assert.DoesNotContain("8001", packet, StringComparison.Ordinal);
            Assert.Empty(_heard);
            Stop();
        }

        private void Serve(Action<List<string>>? look = null)
        {
            s_program.GetProperty("Outcome")!.SetValue(null, null);
            _simulation.Start(() => s_program.GetMethod("RespondWithService")!.Invoke(null, ["device", "_http._tcp", 80, "path=/"]));
            Assert.True(_simulation.RunUntil(() => _heard.Count == 7, s_limit));
            _simulation.Run(TimeSpan.FromSeconds(2));
            look?.Invoke(_heard);
            _heard.Clear();
        }

        private void Say(string hex) => _simulation.SendDatagram(Convert.FromHexString(hex), 5353, Other, 5353, Group);

        private void Stop()
        {
            s_program.GetMethod("Stop")!.Invoke(null, null);
            Assert.True(_simulation.RunUntil(() => s_program.GetProperty("Outcome")!.GetValue(null) != null, s_limit));
            _simulation.Run(TimeSpan.FromSeconds(1));
            Assert.True(_simulation.RunUntil(() => _simulation.Threads == 0, s_limit));
            Assert.Equal(0, DeviceSockets.Open);
            Assert.Empty(_simulation.Unhandled.Select(e => e.ToString()));
        }
    }
}
