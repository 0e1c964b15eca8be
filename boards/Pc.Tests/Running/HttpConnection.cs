using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>A client that sends what it is told to, byte for byte. Text is Latin-1, so that each char is a byte.</summary>
    internal sealed class HttpConnection : IDisposable
    {
        private readonly Socket _socket;
        private readonly byte[] _chunk = new byte[4096];
        private readonly StringBuilder _received = new();

        private HttpConnection(Socket socket)
        {
            _socket = socket;
        }

        public static async Task<HttpConnection> OpenAsync(int port, int receiveBuffer = 0)
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

            if (receiveBuffer > 0)
            {
                socket.ReceiveBufferSize = receiveBuffer;
            }

            using CancellationTokenSource patience = new(PcProgram.Patience);
            await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            return new HttpConnection(socket);
        }

        public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

        public async Task SendAsync(ReadOnlyMemory<byte> bytes)
        {
            using CancellationTokenSource patience = new(PcProgram.Patience);

            while (bytes.Length > 0)
            {
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, patience.Token)..];
            }
        }

        /// <summary>Sends as far as the server takes it; for what it may refuse in the middle.</summary>
        public async Task<bool> TrySendAsync(string text)
        {
            try
            {
                await SendAsync(text);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }

        /// <summary>Receives one response.</summary>
        /// <param name="toHead">Whether it is the response to HEAD: no body follows.</param>
        /// <param name="atMost">How many bytes to take at a time.</param>
        public async Task<HttpReply> ReceiveAsync(bool toHead = false, int atMost = int.MaxValue)
        {
            int end;

            while ((end = _received.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            {
                await MoreAsync(atMost);
            }

            HttpReply reply = new(Take(end));
            Take(4);

            if (!toHead)
            {
                while (_received.Length < reply.Length)
                {
                    await MoreAsync(atMost);
                }

                reply.Body = Take(reply.Length);
            }

            return reply;
        }

        /// <summary>Receives whatever comes until the server closes or resets the connection.</summary>
        public async Task<string> ReceiveToEndAsync()
        {
            while (await FillAsync(int.MaxValue) > 0)
            {
            }

            return Take(_received.Length);
        }

        /// <summary>Says that no more will be sent.</summary>
        public void EndSending()
        {
            try
            {
                _socket.Shutdown(SocketShutdown.Send);
            }
            catch (SocketException)
            {
                // The server was faster.
            }
        }

        /// <summary>Closes it by a reset.</summary>
        public void Reset()
        {
            _socket.LingerState = new LingerOption(true, 0);
            _socket.Close();
        }

        public void Dispose()
        {
            _socket.Dispose();
        }

        private async Task MoreAsync(int atMost)
        {
            if (await FillAsync(atMost) == 0)
            {
                throw new InvalidOperationException("closed by the server after: " + _received);
            }
        }

        private async Task<int> FillAsync(int atMost)
        {
            using CancellationTokenSource patience = new(PcProgram.Patience);

            try
            {
                int count = await _socket.ReceiveAsync(_chunk.AsMemory(0, Math.Min(atMost, _chunk.Length)), SocketFlags.None, patience.Token);
                _received.Append(Encoding.Latin1.GetString(_chunk, 0, count));
                return count;
            }
            catch (SocketException)
            {
                return 0;
            }
        }

        private string Take(int count)
        {
            string text = _received.ToString(0, count);
            _received.Remove(0, count);
            return text;
        }
    }
}
