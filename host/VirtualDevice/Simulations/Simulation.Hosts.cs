extern alias device;

using System;
using System.Linq;
using System.Threading.Tasks;
using device::UAsyncio.VirtualDevice.Runtime;
using IPAddress = device::System.Net.IPAddress;
using IPEndPoint = device::System.Net.IPEndPoint;

namespace UAsyncio.VirtualDevice.Simulations
{
    // The hosts around the device: clients, servers, names.
    public sealed partial class Simulation
    {
        /// <summary>The device's address.</summary>
        public const string DeviceAddress = "192.168.1.2";

        /// <summary>Connects a client to the device.</summary>
        /// <param name="port">The device's.</param>
        /// <param name="address">The client's own address.</param>
        /// <exception cref="SimulatedConnectionException">Nobody listens, 10061, or nobody answers for 15 s, 10060.</exception>
        public Task<SimulatedConnection> ConnectAsync(int port, string address = "192.168.1.100")
        {
            TaskCompletionSource<SimulatedConnection> connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
            IPEndPoint from = new(IPAddress.Parse(address), _network.NewPort());
            _network.ConnectToDevice(from, port, (end, error) =>
            {
                if (error == 0)
                {
                    connected.SetResult(new SimulatedConnection(_time, end));
                }
                else
                {
                    connected.SetException(new SimulatedConnectionException(error));
                }
            });
            return connected.Task;
        }

        /// <summary>Has a host listen for the device's connections. Another port of the host refuses them; any other address does not answer.</summary>
        /// <param name="address">The host's address, with numbers.</param>
        /// <param name="port">The port.</param>
        /// <param name="serve">What it does with a connection; its failure is thrown by the call that lets time pass.</param>
        public void Listen(string address, int port, Func<SimulatedConnection, Task> serve)
        {
            _network.Listen(address, port, end =>
            {
                SimulatedConnection connection = new(_time, end);
                Do(() => serve(connection));
            });
        }

        /// <summary>Adds a name that the device can resolve.</summary>
        /// <param name="name">The name.</param>
        /// <param name="addresses">Its addresses, with numbers.</param>
        public void AddName(string name, params string[] addresses) => _network.Name(name, [.. addresses.Select(IPAddress.Parse)]);

        /// <summary>Has a host receive the device's datagrams, broadcasts and multicasts among them.</summary>
        /// <param name="address">The host's address, with numbers.</param>
        /// <param name="port">The port.</param>
        /// <param name="received">Called with each, and the device's port that it comes from. It must not wait.</param>
        public void ListenForDatagrams(string address, int port, Action<byte[], int> received)
        {
            _network.ListenForDatagrams(address, port, (from, _, bytes) => received(bytes, from.Port));
        }

        /// <summary>Sends a datagram to the device, or to many.</summary>
        /// <param name="bytes">The datagram.</param>
        /// <param name="port">The device's port.</param>
        /// <param name="fromAddress">The sender's address, with numbers.</param>
        /// <param name="fromPort">The sender's port.</param>
        /// <param name="toAddress">The device's address, that of a group, or 255.255.255.255.</param>
        public void SendDatagram(byte[] bytes, int port, string fromAddress = "192.168.1.100", int fromPort = 5000, string toAddress = DeviceAddress)
        {
            _network.SendDatagram(new IPEndPoint(IPAddress.Parse(fromAddress), fromPort), new IPEndPoint(IPAddress.Parse(toAddress), port), bytes);
        }
    }
}
