using System;
using System.Net.Sockets;
using Benchmarks.Device.ByHand;

namespace Benchmarks.Device.Threads
{
    /// <summary>A connection that a thread of its own serves: everything waits where it is.</summary>
    public sealed class ThreadConnection
    {
        private readonly Socket _socket;
        private readonly int _size;
        private int _left;

        /// <summary>Makes it.</summary>
        /// <param name="socket">The client.</param>
        /// <param name="size">How many bytes a read or a write has.</param>
        /// <param name="times">How many there are.</param>
        public ThreadConnection(Socket socket, int size, int times)
        {
            _socket = socket;
            _size = size;
            _left = times;
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, true);
        }

        /// <summary>Closes at once.</summary>
        public void Close()
        {
            _socket.Close();
        }

        /// <summary>Reads.</summary>
        public void Read()
        {
            using NetworkStream stream = new NetworkStream(_socket, true);
            byte[] buffer = new byte[_size];

            for (; _left > 0; _left--)
            {
                stream.Read(buffer, 0, buffer.Length);
            }
        }

        /// <summary>Writes.</summary>
        public void Write()
        {
            using NetworkStream stream = new NetworkStream(_socket, true);
            byte[] buffer = new byte[_size];

            for (; _left > 0; _left--)
            {
                stream.Write(buffer, 0, buffer.Length);
            }
        }

        /// <summary>Answers HTTP requests.</summary>
        public void Serve()
        {
            using NetworkStream stream = new NetworkStream(_socket, true);
            byte[] buffer = new byte[Request.BufferSize];
            Host.Held = new object[] { this, stream };

            for (; _left > 0; _left--)
            {
                byte[] response = ReadRequest(stream, ref buffer);

                if (response == null)
                {
                    return;
                }

                stream.Write(response, 0, response.Length);
            }
        }

        private static byte[] ReadRequest(NetworkStream stream, ref byte[] buffer)
        {
            int count = 0;

            for (; ; )
            {
                int read = stream.Read(buffer, count, buffer.Length - count);

                if (read == 0)
                {
                    return null;
                }

                count += read;
                byte[] response = Request.Answer(buffer, count);

                if (response != null)
                {
                    return response;
                }

                if (count == buffer.Length)
                {
                    byte[] larger = new byte[2 * count];
                    Array.Copy(buffer, larger, count);
                    buffer = larger;
                }
            }
        }
    }
}
