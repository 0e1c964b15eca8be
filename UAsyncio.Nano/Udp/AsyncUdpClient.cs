using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Nano.Udp
{
    /// <summary>A UDP socket for coroutines: datagrams to and from anybody, broadcasts and multicasts among them. (.NET: UdpClient)</summary>
    /// <remarks>
    /// For the thread of its loop. One coroutine receives and one sends at a time, which may be different ones. It makes its buffer once;
    /// a receive allocates what the runtime makes of the sender's address, a send nothing.
    /// </remarks>
    public sealed class AsyncUdpClient : IDisposable
    {
        /// <summary>What a datagram of DNS and of most small protocols fits into: the default for maxSize.</summary>
        public const int DefaultMaxSize = 512;

        private const int LargestDatagram = 65507;

        // How often closing is tried where memory is short: nobody gives any back then.
        private const int MaxFailures = 1000;

        // Null: it was closed.
        internal Socket _socket;

        // One byte more than a datagram may have: one that fills it did not fit.
        internal readonly byte[] _buffer;
        internal EndPoint _sender;
        internal int _length;
        internal bool _isTruncated;

        private readonly UdpReceive _receive;
        private readonly UdpSend _send;

        /// <summary>Opens a socket that all of the device's addresses receive for.</summary>
        /// <param name="port">The port; 0 for any free one, as a client wants it.</param>
        /// <param name="maxSize">The longest datagram that is received whole, in bytes.</param>
        /// <param name="sharesPort">Whether other sockets may have the same port; those want this too. For multicasts.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSize"/> is not from 1 to 65507, or <paramref name="port"/> from 0 to 65535.</exception>
        /// <exception cref="SocketException">The port is in use (ErrorCode 10048), or no socket is left.</exception>
        public AsyncUdpClient(int port = 0, int maxSize = DefaultMaxSize, bool sharesPort = false)
            : this(IPAddress.Any, port, maxSize, sharesPort)
        {
        }

        /// <summary>Opens a socket.</summary>
        /// <param name="address">The local address: one of the device's; IPAddress.Any for all.</param>
        /// <param name="port">The port; 0 for any free one.</param>
        /// <param name="maxSize">The longest datagram that is received whole, in bytes.</param>
        /// <param name="sharesPort">Whether other sockets may have the same port; those want this too.</param>
        /// <exception cref="ArgumentNullException"><paramref name="address"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSize"/> is not from 1 to 65507, or <paramref name="port"/> from 0 to 65535.</exception>
        /// <exception cref="SocketException">The port is in use (ErrorCode 10048), or no socket is left.</exception>
        public AsyncUdpClient(IPAddress address, int port, int maxSize = DefaultMaxSize, bool sharesPort = false)
        {
            if (address == null)
            {
                throw new ArgumentNullException(nameof(address));
            }

            // The runtime would take the low 16 bits of a port.
            if ((uint)(maxSize - 1) >= LargestDatagram || (uint)port > IPEndPoint.MaxPort)
            {
                throw new ArgumentOutOfRangeException((uint)port > IPEndPoint.MaxPort ? nameof(port) : nameof(maxSize));
            }

            IPEndPoint local = new IPEndPoint(address, port);
            _sender = new IPEndPoint(IPAddress.Any, 0);
            _buffer = new byte[maxSize + 1];
            _receive = new UdpReceive(this);
            _send = new UdpSend(this);
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

            try
            {
                if (sharesPort)
                {
                    _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                }

                _socket.Bind(local);
            }
            catch (Exception)
            {
                // A socket that is lost is lost until the device restarts: where memory is too short to close it, that is tried again.
                for (int attempts = MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        ((IDisposable)_socket).Dispose();
                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                throw;
            }
        }

        /// <summary>The longest datagram that is received whole, in bytes.</summary>
        public int MaxSize => _buffer.Length - 1;

        /// <summary>The port that it is bound to.</summary>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        public int Port => ((IPEndPoint)Open().LocalEndPoint).Port;

        /// <summary>True after it was closed.</summary>
        public bool IsClosed => _socket == null;

        /// <summary>Where the datagram is that was received last: <see cref="Length"/> bytes from 0 on, until the next receive is awaited.</summary>
        public byte[] Buffer => _buffer;

        /// <summary>How long the datagram is that was received last, in bytes; <see cref="MaxSize"/> when it was longer.</summary>
        public int Length => _length;

        /// <summary>True when the datagram that was received last was longer than <see cref="MaxSize"/>; what did not fit is lost.</summary>
        public bool IsTruncated => _isTruncated;

        /// <summary>Who sent the datagram that was received last.</summary>
        public IPEndPoint Sender => (IPEndPoint)_sender;

        /// <summary>
        /// Waits for a datagram. It is in <see cref="Buffer"/> then, from <see cref="Sender"/>; <see cref="IsTruncated"/> tells whether it is whole.
        /// </summary>
        /// <returns>To be awaited at once: its length in bytes, which may be 0. One that was cancelled loses no datagram.</returns>
        /// <exception cref="InvalidOperationException">On the await: another coroutine receives.</exception>
        /// <exception cref="ObjectDisposedException">On the await: it is closed, or was closed meanwhile.</exception>
        /// <exception cref="SocketException">On the await: the network is down (ErrorCode 10050), or the socket has failed.</exception>
        public IntAwaitable ReceiveAsync()
        {
            return _receive;
        }

        /// <summary>Sends a datagram. That it is sent does not say that it arrives.</summary>
        /// <param name="buffer">Where it is; not to be changed before it is sent.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes, at least 1: of an empty datagram a 1.x device sends nothing. More than 1472 go out in fragments, which networks like to lose.</param>
        /// <param name="to">Whom to; IPAddress.Broadcast after <see cref="EnableBroadcast"/>, or a group.</param>
        /// <returns>To be awaited at once: <paramref name="count"/>.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="buffer"/> or <paramref name="to"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There are not so many bytes, or it is none.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine sends.</exception>
        /// <exception cref="ObjectDisposedException">On the await: it is closed.</exception>
        /// <exception cref="SocketException">On the await: the stack does not take it: no route (10065), no memory (10055), a broadcast that is not enabled.</exception>
        public IntAwaitable SendAsync(byte[] buffer, int offset, int count, IPEndPoint to)
        {
            if (buffer == null || to == null)
            {
                throw new ArgumentNullException(buffer == null ? nameof(buffer) : nameof(to));
            }

            if ((uint)offset > (uint)buffer.Length || (uint)(count - 1) >= (uint)(buffer.Length - offset))
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }

            return _send.Arm(buffer, offset, count, to);
        }

        /// <summary>Lets it send to IPAddress.Broadcast and to the broadcast address of its network.</summary>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        public void EnableBroadcast()
        {
            Open().SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Broadcast, true);
        }

        /// <summary>Receives what is sent to a group, from its port's members.</summary>
        /// <param name="group">Its address, 224.0.0.0 to 239.255.255.255.</param>
        /// <exception cref="ArgumentNullException"><paramref name="group"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is none.</exception>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        /// <exception cref="SocketException">The stack has no multicast, or no room for another group.</exception>
        public void JoinGroup(IPAddress group)
        {
            SetMembership(group, SocketOptionName.AddMembership);
        }

        /// <summary>Does not receive from a group any more; closing does the same for all.</summary>
        /// <param name="group">Its address.</param>
        /// <exception cref="ArgumentNullException"><paramref name="group"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is none.</exception>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        /// <exception cref="SocketException">It is no member.</exception>
        public void LeaveGroup(IPAddress group)
        {
            SetMembership(group, SocketOptionName.DropMembership);
        }

        /// <summary>How what it sends to groups travels.</summary>
        /// <param name="timeToLive">How many routers it may pass, and one more: 1 stays in the local network.</param>
        /// <param name="loopback">Whether the device's own members receive it too.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeToLive"/> is not from 1 to 255.</exception>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        public void SetMulticast(int timeToLive, bool loopback)
        {
            if ((uint)(timeToLive - 1) >= 255)
            {
                throw new ArgumentOutOfRangeException(nameof(timeToLive));
            }

            Socket socket = Open();
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, timeToLive);
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, loopback);
        }

        /// <summary>Closes it at once. A coroutine that waits for it gets an ObjectDisposedException. Closing twice does nothing.</summary>
        public void Dispose()
        {
            if (_socket != null)
            {
                // Where memory is too short for this it is open as before; where it is for the rest, the next pass tells who waits.
                ((IDisposable)_socket).Dispose();
                _socket = null;
            }

            _receive.Retry();
            _send.Retry();
        }

        internal Socket Open()
        {
            return _socket ?? throw new ObjectDisposedException(nameof(AsyncUdpClient));
        }

        private void SetMembership(IPAddress group, SocketOptionName option)
        {
            byte[] bytes = (group ?? throw new ArgumentNullException(nameof(group))).GetAddressBytes();

            if (bytes.Length != 4 || bytes[0] < 224 || bytes[0] > 239)
            {
                throw new ArgumentOutOfRangeException(nameof(group));
            }

            // The group, and any interface.
            byte[] membership = new byte[8];
            Array.Copy(bytes, membership, 4);
            Open().SetSocketOption(SocketOptionLevel.IP, option, membership);
        }
    }
}
