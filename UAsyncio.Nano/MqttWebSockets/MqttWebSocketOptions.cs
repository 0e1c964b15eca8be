using System;
using UAsyncio.Nano.Net;
using UAsyncio.Nano.WebSockets;

namespace UAsyncio.Nano.Mqtt.WebSockets
{
    /// <summary>The options of a client whose broker is reached over WebSocket: where nothing but a web server's port is open.</summary>
    public sealed class MqttWebSocketOptions : MqttOptions
    {
        private const string Protocol = "mqtt";

        /// <summary>Where the broker's WebSocket is at its host: path and query; /mqtt by default.</summary>
        public string Path = "/mqtt";

        /// <summary>Further fields of the request, each ended by \r\n, such as Authorization; null, as it is by default, for none.</summary>
        public string Headers;

        /// <summary>Makes options for a broker.</summary>
        /// <param name="host">A name or an address. <see cref="MqttOptions.Port"/> is 80, or 443 with TLS, unless it is set.</param>
        public MqttWebSocketOptions(string host)
            : base(host)
        {
        }

        /// <inheritdoc/>
        protected override async Coroutine<AsyncStream> OpenAsync()
        {
            // MQTT has a keep-alive of its own, and says itself how long a message may be.
            WebSocketOptions options = new WebSocketOptions { Protocols = new[] { Protocol }, PingInterval = 0, MaxMessageSize = int.MaxValue };
            int port = Port != 0 ? Port : Tls == null ? 80 : 443;
            WebSocket socket = await WebSocketClient.ConnectAsync(Host, port, Path, options, Tls, Headers, ConnectTimeout);

            try
            {
                return new AsyncStream(new WebSocketTransport(socket.Protocol == Protocol ? socket : throw new WebSocketException(0)));
            }
            catch (Exception)
            {
                // Nobody else has it: where memory is too short to close it, that is tried again.
                for (int attempts = WebSocketTransport.MaxFailures; attempts > 0;)
                {
                    try
                    {
                        socket.Dispose();
                        attempts = 0;
                    }
                    catch (OutOfMemoryException)
                    {
                        attempts--;
                    }
                }

                throw;
            }
        }
    }
}
