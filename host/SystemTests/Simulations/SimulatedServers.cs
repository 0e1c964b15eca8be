using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice.Simulations;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>What the device's clients talk to: HTTP, WebSockets, lines inside TLS and an MQTT broker, on one host.</summary>
    internal sealed class SimulatedServers
    {
        private const string Address = "192.168.1.50";

        // Of the session at the second broker: whether there is a subscription, which message is under way, and how far.
        private bool _isSubscribed;
        private int _message;
        private bool _isReceived;

        private int _packet;
        private int _number = -1;
        private bool _isCut;

        /// <summary>Begins to listen.</summary>
        /// <param name="simulation">Where.</param>
        /// <param name="name">The host's name.</param>
        public SimulatedServers(Simulation simulation, string name)
        {
            simulation.AddName(name, Address);
            Listen(80, AnswerAsync);
            Listen(81, SimulatedSockets.ServeAsync);
            Listen(82, SimulatedWebBroker.ServeAsync);
            Listen(444, EchoLinesAsync);
            Listen(1883, BrokeAsync);
            Listen(1884, ReleaseAsync);
            Listen(1885, CutAsync);

            void Listen(int port, Func<SimulatedConnection, Task> serve) => simulation.Listen(Address, port, connection => ServeAsync(simulation, connection, serve));
        }

        // What a fault does to a connection ends that connection.
        private static async Task ServeAsync(Simulation simulation, SimulatedConnection connection, Func<SimulatedConnection, Task> serve)
        {
            try
            {
                await serve(connection);
                connection.Close();
            }
            catch (Exception e) when (e is SimulatedConnectionException or TimeoutException or CutOffException)
            {
                simulation.Note("server: " + e.Message);
                connection.Close();
            }
        }

        private static async Task AnswerAsync(SimulatedConnection connection)
        {
            for (string? request; !string.IsNullOrEmpty(request = await connection.ReceiveLineAsync());)
            {
                int length = 0;
                int lastId = 0;

                for (string? line; (line = await connection.ReceiveLineAsync()) != "";)
                {
                    if (line == null)
                    {
                        return;
                    }

                    lastId = line.StartsWith("Last-Event-ID: ", StringComparison.OrdinalIgnoreCase) ? int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture) : lastId;
                    length = line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase) ? int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture) : length;
                }

                string[] words = request.Split(' ');
                byte[] body = await connection.ReceiveExactlyAsync(length);

                if (body.Length < length)
                {
                    return;
                }

                if (words[1].StartsWith("/to/", StringComparison.Ordinal))
                {
                    connection.Send($"HTTP/1.1 302 Found\r\nLocation: {words[1][3..]}\r\nContent-Length: 0\r\n\r\n");
                    continue;
                }

                if (words[1] == "/events")
                {
                    connection.Send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: first\n\ndata: second\n\n");
                    return;
                }

                if (words[1] == "/numbers")
                {
                    // Two at a time, from the one behind that which the client had last.
                    connection.Send($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: {lastId + 1}\ndata: {lastId + 1}\ndata: end\n\nid: {lastId + 2}\ndata: {lastId + 2}\ndata: end\n\n");
                    return;
                }

                if (words[0] == "GET")
                {
                    length = int.Parse(words[1].AsSpan(1), CultureInfo.InvariantCulture);
                    body = [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) + length))];
                }

                connection.Send($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n");
                connection.Send(body);
            }
        }

        private static async Task EchoLinesAsync(SimulatedConnection connection)
        {
            await connection.SecureAsync(asServer: true);

            for (string? line; (line = await connection.ReceiveLineAsync()) != null;)
            {
                connection.Send(line + "\r\n");
            }
        }

        // MQTT 5.0, one client that publishes numbers, which it gets back; each comes, in order, once more after a broken connection at the most.
        private async Task BrokeAsync(SimulatedConnection connection)
        {
            bool subscribed = false;

            while (await ReceivePacketAsync(connection) is (int kind, byte[] rest))
            {
                switch (kind)
                {
                    case 1:
                        connection.Send([0x20, 3, 0, 0, 0]);
                        break;
                    case 3:
                        Publish(connection, rest, subscribed);
                        break;
                    case 8:
                        subscribed = true;
                        connection.Send([0x90, 4, rest[0], rest[1], 0, 1]);
                        break;
                    case 10:
                        subscribed = false;
                        connection.Send([0xB0, 4, rest[0], rest[1], 0, 0]);
                        break;
                }
            }
        }

        // MQTT 5.0 with a session that outlives connections: to who subscribes two messages of QoS 2 come, the second when the first is released.
        private async Task ReleaseAsync(SimulatedConnection connection)
        {
            while (await ReceivePacketAsync(connection) is (int kind, byte[] rest))
            {
                switch (kind)
                {
                    case 1:
                        bool isClean = (rest[7] & 2) != 0;
                        _isSubscribed &= !isClean;
                        connection.Send([0x20, 3, (byte)(isClean ? 0 : 1), 0, 0]);
                        Deliver(connection, 8);
                        break;
                    case 5:
                        _isReceived = true;
                        Deliver(connection, 0);
                        break;
                    case 7:
                        _message += _isReceived ? 1 : 0;
                        _isReceived = false;
                        Deliver(connection, 0);
                        break;
                    case 8:
                        connection.Send([0x90, 4, rest[0], rest[1], 0, 2]);
                        _isSubscribed = true;
                        _isReceived = false;
                        _message = 1;
                        Deliver(connection, 0);
                        break;
                }
            }
        }

        // MQTT 5.0, whose first connection ends with the first message; on the next one it is acknowledged.
        private async Task CutAsync(SimulatedConnection connection)
        {
            while (await ReceivePacketAsync(connection) is (int kind, byte[] rest))
            {
                switch (kind)
                {
                    case 1:
                        connection.Send([0x20, 3, 0, 0, 0]);
                        break;
                    case 3 when _isCut:
                        connection.Send([0x40, 2, rest[2 + rest[1]], rest[3 + rest[1]]]);
                        break;
                    case 3:
                        _isCut = true;
                        return;
                }
            }
        }

        private void Deliver(SimulatedConnection connection, int again)
        {
            if (_isSubscribed && _message <= 2)
            {
                byte number = (byte)_message;
                connection.Send(_isReceived ? [0x62, 2, 0, number] : [(byte)(0x34 | again), 7, 0, 1, (byte)'t', 0, number, 0, (byte)('0' + number)]);
            }
        }

        // Its kind, and what it says; null at the end, and for a farewell. A ping is answered.
        private static async Task<(int Kind, byte[] Body)?> ReceivePacketAsync(SimulatedConnection connection)
        {
            for (; ; )
            {
                byte[] head = await connection.ReceiveExactlyAsync(1);
                int length = 0;

                for (int shift = 0, more = 128; head.Length > 0 && more >= 128; shift += 7)
                {
                    byte[] one = await connection.ReceiveExactlyAsync(1);
                    more = one.Length == 0 ? throw new CutOffException("half a packet") : one[0];
                    length |= (more & 127) << shift;
                }

                byte[] rest = await connection.ReceiveExactlyAsync(length);
                int kind = head.Length == 0 || rest.Length < length ? 14 : head[0] >> 4;

                switch (kind)
                {
                    case 12:
                        connection.Send([0xD0, 0]);
                        break;
                    case 14:
                        return null;
                    default:
                        return (kind, rest);
                }
            }
        }

        private void Publish(SimulatedConnection connection, byte[] rest, bool subscribed)
        {
            int topic = 2 + rest[1];
            byte[] payload = rest[(topic + 3)..];
            int number = int.Parse(payload.AsSpan(), CultureInfo.InvariantCulture);

            if (number != _number && number != _number + 1)
            {
                throw new FormatException($"the broker got {number} after {_number}");
            }

            _number = number;
            connection.Send([0x40, 2, rest[topic], rest[topic + 1]]);

            if (subscribed)
            {
                int packet = 1 + (_packet++ & 0x3FFF);
                byte[] body = [.. rest[..topic], (byte)(packet >> 8), (byte)packet, 0, .. payload];
                connection.Send([0x32, (byte)body.Length, .. body]);
            }
        }
    }
}
