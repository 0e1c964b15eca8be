extern alias device;

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using device::System.Net;
using device::System.Net.Sockets;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.VirtualDevice.Tests.Simulations
{
    public sealed class NetworkTests : IDisposable
    {
        private const int Port = 7;

        private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

        private Simulation _simulation = new(1);

        public void Dispose() => _simulation.Dispose();

        [Fact]
        public void A_client_is_answered()
        {
            _simulation.Start(() => Echo(Listen()));
            string? answer = null;
            _simulation.Do(async () =>
            {
                SimulatedConnection client = await _simulation.ConnectAsync(Port);
                client.Send("hello\n");
                answer = await client.ReceiveLineAsync();
                client.Close();
            });
            _simulation.RunToEnd(s_limit);
            Assert.Equal("hello", answer);
            Assert.True(_simulation.RunUntil(() => DeviceSockets.Open == 1, s_limit));
        }

        [Fact]
        public void A_large_transfer_arrives_whole_through_full_buffers()
        {
            byte[] sent = [.. Enumerable.Range(0, 100000).Select(i => (byte)(i / 7))];
            byte[] received = [];
            _simulation.Start(() =>
            {
                using Socket socket = Listen().Accept();
                Assert.Equal(sent.Length, socket.Send(sent));
            });
            _simulation.Do(async () =>
            {
                SimulatedConnection client = await _simulation.ConnectAsync(Port);
                await _simulation.DelayAsync(5000);
                received = await client.ReceiveToEndAsync();
            });
            _simulation.RunToEnd(s_limit);
            Assert.Equal(sent, received);
            Assert.Empty(_simulation.Unhandled);
        }

        [Fact]
        public void Half_closed_a_client_still_receives()
        {
            _simulation.Start(() =>
            {
                using Socket socket = Listen().Accept();
                Assert.Equal(0, socket.Receive(new byte[10]));
                socket.Send("late"u8.ToArray());
            });
            string received = "";
            _simulation.Do(async () =>
            {
                SimulatedConnection client = await _simulation.ConnectAsync(Port);
                client.Shutdown();
                received = Encoding.ASCII.GetString(await client.ReceiveToEndAsync());
            });
            _simulation.RunToEnd(s_limit);
            Assert.Equal("late", received);
        }

        [Fact]
        public void A_reset_comes_after_what_was_sent_before_and_stays()
        {
            List<object> seen = [];
            _simulation.Start(() =>
            {
                using Socket socket = Listen().Accept();
                device::System.Threading.Thread.Sleep(100);
                seen.Add(socket.Receive(new byte[10]));
                seen.Add(ErrorOf(() => socket.Receive(new byte[10])));
                seen.Add(ErrorOf(() => socket.Poll(0, SelectMode.SelectWrite)));
                seen.Add(socket.Poll(0, SelectMode.SelectError));
            });
            _simulation.Do(async () =>
            {
                SimulatedConnection client = await _simulation.ConnectAsync(Port);
                client.Send("abc");
                await client.FlushAsync();
                client.Reset();
            });
            _simulation.Run(s_limit);
            Assert.Empty(_simulation.Unhandled);
            Assert.Equal([3, 10054, 10054, true], seen);
        }

        [Fact]
        public void Nobody_listens_nobody_is_there()
        {
            int refused = 0;
            _simulation.Do(async () => refused = (await Assert.ThrowsAsync<SimulatedConnectionException>(() => _simulation.ConnectAsync(Port))).ErrorCode);
            _simulation.RunToEnd(s_limit);
            Assert.Equal(10061, refused);
            _simulation.Listen("192.168.1.9", 80, connection => Task.CompletedTask);
            Assert.Equal(10061, ErrorOf(() => NewSocket().Connect(EndPoint("192.168.1.9", 81))));
            Assert.Equal(10060, ErrorOf(() => NewSocket().Connect(EndPoint("192.168.1.77", 80))));
            Assert.InRange(_simulation.Now.TotalSeconds, 14, 16);
        }

        [Fact]
        public void A_full_backlog_has_clients_wait()
        {
            Socket listener = Listen(backlog: 1);
            int connected = 0;
            for (int i = 0; i < 3; i++)
            {
                _simulation.Do(async () =>
                {
                    await _simulation.ConnectAsync(Port);
                    connected++;
                });
            }

            _simulation.Run(TimeSpan.FromMilliseconds(500));
            Assert.Equal(1, connected);
            listener.Accept();
            Assert.True(_simulation.RunUntil(() => connected == 2, s_limit));
        }

        [Fact]
        public void The_device_is_a_client_of_a_name()
        {
            _simulation.AddName("broker.local", "192.168.1.9");
            _simulation.Listen("192.168.1.9", 1883, async connection => connection.Send("from " + await connection.ReceiveLineAsync()));
            IPAddress address = Dns.GetHostEntry("broker.local").AddressList[0];
            using Socket socket = NewSocket();
            socket.Connect(new IPEndPoint(address, 1883));
            Assert.Equal("192.168.1.2", ((IPEndPoint)socket.LocalEndPoint).Address.ToString());
            socket.Send("device\n"u8.ToArray());
            byte[] answer = new byte[20];
            int count = socket.Receive(answer);
            Assert.Equal("from device", Encoding.ASCII.GetString(answer, 0, count));
            Assert.Equal(11001, ErrorOf(() => Dns.GetHostEntry("nobody.local")));
        }

        [Fact]
        public void The_device_talks_to_itself()
        {
            Socket listener = Listen();
            using Socket client = NewSocket();
            client.Connect(EndPoint("127.0.0.1", Port));
            using Socket server = listener.Accept();
            client.Send([1, 2]);
            Assert.Equal(2, server.Receive(new byte[5]));
        }

        [Fact]
        public void A_network_that_is_down_fails_calls_and_keeps_what_is_under_way()
        {
            Socket listener = Listen();
            SimulatedConnection? client = null;
            _simulation.Do(async () => client = await _simulation.ConnectAsync(Port));
            Socket socket = listener.Accept();
            _simulation.RunToEnd(s_limit);
            client!.Send("abc");
            Device.IsNetworkUp = false;
            Assert.Equal(10050, ErrorOf(() => socket.Poll(1000, SelectMode.SelectRead)));
            _simulation.Run(TimeSpan.FromSeconds(3));
            Device.IsNetworkUp = true;
            Assert.Equal(3, socket.Receive(new byte[5]));
        }

        [Fact]
        public void Datagrams_come_and_go()
        {
            List<string> heard = [];
            _simulation.ListenForDatagrams("192.168.1.9", 5353, (bytes, port) => heard.Add(Encoding.ASCII.GetString(bytes)));
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(EndPoint("0.0.0.0", 5000));
            socket.SendTo("one"u8.ToArray(), EndPoint("192.168.1.9", 5353));
            socket.SendTo("many"u8.ToArray(), EndPoint("224.0.0.251", 5353));
            _simulation.SendDatagram("back"u8.ToArray(), 5000, "192.168.1.9", 5353);
            byte[] buffer = new byte[3];
            EndPoint from = EndPoint("0.0.0.0", 0);
            Assert.Equal(3, socket.ReceiveFrom(buffer, ref from));
            Assert.Equal("192.168.1.9", ((IPEndPoint)from).Address.ToString());
            _simulation.Run(s_limit);
            Assert.Equal(["many", "one"], heard.Order());
        }

        [Fact]
        public void Multicasts_come_to_members_and_broadcasts_to_all_but_the_sender()
        {
            using Socket member = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            using Socket other = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            foreach (Socket socket in new[] { member, other })
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast, true);
                socket.Bind(EndPoint("0.0.0.0", 5353));
            }

            member.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new byte[] { 224, 0, 0, 251, 0, 0, 0, 0 });
            _simulation.SendDatagram("a"u8.ToArray(), 5353, toAddress: "224.0.0.251");
            _simulation.SendDatagram("bc"u8.ToArray(), 5353, toAddress: "255.255.255.255");
            other.SendTo("own"u8.ToArray(), EndPoint("255.255.255.255", 5353));
            other.SendTo("own"u8.ToArray(), EndPoint("224.0.0.251", 5353));
            other.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
            other.SendTo("looped"u8.ToArray(), EndPoint("224.0.0.251", 5353));
            _simulation.Run(s_limit);
            Assert.Equal([1, 2, 6], Lengths(member).Order());
            Assert.Equal([2], Lengths(other));
        }

        [Fact]
        public void Every_fault_happens()
        {
            _simulation.Dispose();
            SimulationFaults faults = SimulationFaults.None;
            Assert.Equal(10024, FirstError(faults with { NoSocket = 1 }));
            Assert.InRange(FirstError(faults with { SocketError = 1 }), 10053, 10055);
            Assert.Equal(10060, FirstError(faults with { Silence = 1 }));
            Assert.Equal(10054, FirstError(faults with { Reset = 1 }));
            Assert.Equal(0, FirstError(faults with { ByteByByte = 1, Stall = 1, MostStall = 100, SlowAcknowledgement = 1, Preemption = 0.5, Theft = 0.5 }));
            Assert.Equal(0, FirstError(faults with { DownEvery = TimeSpan.FromHours(10) }));
            Assert.Equal(10050, FirstError(faults with { DownEvery = TimeSpan.FromMilliseconds(1), DownFor = TimeSpan.FromHours(1) }));
            _simulation = new Simulation(1, new SimulationOptions { Faults = faults with { NameFailure = 1 } });
            _simulation.AddName("here", "192.168.1.9");
            Assert.Equal(11001, ErrorOf(() => Dns.GetHostEntry("here")));
        }

        // What ends a device that connects and then sends and receives for a minute.
        private static int FirstError(SimulationFaults faults)
        {
            using Simulation simulation = new(3, new SimulationOptions { Faults = faults });
            simulation.Listen("192.168.1.9", 7, async connection =>
            {
                try
                {
                    for (byte[] bytes; (bytes = await connection.ReceiveAsync()).Length > 0;)
                    {
                        connection.Send(bytes);
                    }
                }
                catch (Exception e) when (e is SimulatedConnectionException or TimeoutException)
                {
                    // The fault is the device's to see.
                }
            });
            try
            {
                using Socket socket = NewSocket();
                socket.ReceiveTimeout = 20000;
                socket.Connect(EndPoint("192.168.1.9", 7));
                for (int i = 0; i < 20; i++)
                {
                    socket.Send(new byte[100]);
                    device::System.Threading.Thread.Sleep(1000);
                    Assert.NotEqual(0, socket.Receive(new byte[100]));
                }

                return 0;
            }
            catch (SocketException e)
            {
                return e.ErrorCode;
            }
        }

        private static IPEndPoint EndPoint(string address, int port) => new(IPAddress.Parse(address), port);

        private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        private static Socket Listen(int backlog = 4)
        {
            Socket listener = NewSocket();
            listener.Bind(EndPoint("0.0.0.0", Port));
            listener.Listen(backlog);
            return listener;
        }

        private static void Echo(Socket listener)
        {
            using Socket socket = listener.Accept();
            byte[] buffer = new byte[100];
            for (int count; (count = socket.Receive(buffer)) > 0;)
            {
                socket.Send(buffer, count, SocketFlags.None);
            }
        }

        private static int ErrorOf(Action action) => Assert.Throws<SocketException>(action).ErrorCode;

        private static IEnumerable<int> Lengths(Socket socket)
        {
            while (socket.Poll(0, SelectMode.SelectRead))
            {
                EndPoint from = EndPoint("0.0.0.0", 0);
                yield return socket.ReceiveFrom(new byte[20], ref from);
            }
        }
    }
}
