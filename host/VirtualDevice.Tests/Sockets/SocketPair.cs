extern alias device;

using System;
using DesktopEndPoint = System.Net.IPEndPoint;
using DesktopAddress = System.Net.IPAddress;
using DesktopSocket = System.Net.Sockets.Socket;
using IPAddress = device::System.Net.IPAddress;
using IPEndPoint = device::System.Net.IPEndPoint;
using Socket = device::System.Net.Sockets.Socket;

namespace UAsyncio.VirtualDevice.Tests.Sockets
{
    /// <summary>A device socket, and a desktop socket that it is connected to.</summary>
    internal sealed class SocketPair : IDisposable
    {
        public SocketPair(bool deviceConnects = false)
        {
            if (deviceConnects)
            {
                using DesktopSocket listener = NewDesktop();
                listener.Bind(new DesktopEndPoint(DesktopAddress.Loopback, 0));
                listener.Listen(1);
                Device = NewDevice();
                Device.Connect(new IPEndPoint(IPAddress.Loopback, ((DesktopEndPoint)listener.LocalEndPoint!).Port));
                Peer = listener.Accept();
            }
            else
            {
                Socket listener = Listen(1, out int port);
                Peer = ConnectDesktop(port);
                Device = listener.Accept();
                listener.Close();
            }

            Peer.ReceiveTimeout = 10_000;
        }

        public Socket Device { get; }

        public DesktopSocket Peer { get; }

        public static Socket NewDevice() => new(
            device::System.Net.Sockets.AddressFamily.InterNetwork,
            device::System.Net.Sockets.SocketType.Stream,
            device::System.Net.Sockets.ProtocolType.Tcp);

        // A small receive buffer, so that a peer that does not read is full soon.
        public static DesktopSocket NewDesktop() => new(
            System.Net.Sockets.AddressFamily.InterNetwork,
            System.Net.Sockets.SocketType.Stream,
            System.Net.Sockets.ProtocolType.Tcp)
        {
            ReceiveBufferSize = 16384,
        };

        public static Socket Listen(int backlog, out int port)
        {
            Socket listener = NewDevice();
            listener.Bind(new IPEndPoint(IPAddress.Any, 0));
            listener.Listen(backlog);
            port = ((IPEndPoint)listener.LocalEndPoint).Port;
            return listener;
        }

        public static DesktopSocket ConnectDesktop(int port)
        {
            DesktopSocket socket = NewDesktop();
            socket.Connect(DesktopAddress.Loopback, port);
            return socket;
        }

        public void ResetByPeer()
        {
            Peer.LingerState = new System.Net.Sockets.LingerOption(true, 0);
            Peer.Close();
        }

        public void Dispose()
        {
            Device.Close();
            Peer.Dispose();
        }
    }
}
