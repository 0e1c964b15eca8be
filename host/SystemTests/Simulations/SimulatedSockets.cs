using System;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice.Simulations;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>The host's end of a WebSocket, as client or server, for short messages.</summary>
    internal static class SimulatedSockets
    {
        public const int Close = 8;
        public const int Ping = 9;
        public const int Pong = 10;
        private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

        /// <summary>A client of the device: says something, and expects it back, several times.</summary>
        public static async Task SayAsync(Simulation simulation, SimulatedConnection connection)
        {
            connection.Send($"GET /ws HTTP/1.1\r\nHost: device\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Key}\r\n\r\n");

            if (await connection.ReceiveLineAsync() != "HTTP/1.1 101 Switching Protocols")
            {
                throw new CutOffException("no WebSocket");
            }

            await HeadAsync(connection);

            for (int i = 0; i < 5; i++)
            {
                string text = i + new string('.', simulation.Random.Next(300));
                connection.Send(Frame(1, Encoding.UTF8.GetBytes(text), simulation.Random));
                (int opcode, byte[] data) = await ReceiveAsync(connection);

                while (opcode == Ping)
                {
                    connection.Send(Frame(Pong, data, simulation.Random));
                    (opcode, data) = await ReceiveAsync(connection);
                }

                if (opcode == Close)
                {
                    throw new CutOffException("closed");
                }

                if (opcode != 1 || Encoding.UTF8.GetString(data) != text)
                {
                    throw new FormatException($"frame {opcode} \"{Encoding.UTF8.GetString(data)}\" in the place of \"{text}\"");
                }

                await simulation.DelayAsync(simulation.Random.Next(2000));
            }

            connection.Send(Frame(Close, [3, 232], simulation.Random));
        }

        /// <summary>A server of the device: sends back what comes.</summary>
        public static async Task ServeAsync(SimulatedConnection connection)
        {
            if (!await AcceptAsync(connection, ""))
            {
                return;
            }

            for (; ; )
            {
                (int opcode, byte[] data) = await ReceiveAsync(connection);
                connection.Send(Frame(opcode == Ping ? Pong : opcode, data, null));

                if (opcode == Close)
                {
                    connection.Close();
                    return;
                }
            }
        }

        /// <summary>Answers the request of a client of the device's.</summary>
        /// <param name="connection">From the client.</param>
        /// <param name="fields">Further fields of the answer, each with its line end.</param>
        /// <returns>False where there was none.</returns>
        public static async Task<bool> AcceptAsync(SimulatedConnection connection, string fields)
        {
            string key = "";

            for (string? line; (line = await connection.ReceiveLineAsync()) != "";)
            {
                if (line == null)
                {
                    return false;
                }

                key = line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal) ? line[19..] : key;
            }

            string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
            connection.Send($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n{fields}\r\n");
            return true;
        }

        /// <summary>Makes a frame.</summary>
        /// <param name="opcode">What it is.</param>
        /// <param name="data">What is in it.</param>
        /// <param name="mask">Where a client's mask comes from; null for a server's frame.</param>
        public static byte[] Frame(int opcode, byte[] data, Random? mask)
        {
            byte[] key = new byte[4];
            mask?.NextBytes(key);
            int bit = mask == null ? 0 : 0x80;
            byte[] length = data.Length < 126 ? [(byte)(bit | data.Length)] : [(byte)(bit | 126), (byte)(data.Length >> 8), (byte)data.Length];
            byte[] body = [.. data];

            for (int i = 0; i < body.Length; i++)
            {
                body[i] ^= key[i & 3];
            }

            return [(byte)(0x80 | opcode), .. length, .. mask == null ? [] : key, .. body];
        }

        /// <summary>Receives a frame.</summary>
        public static async Task<(int Opcode, byte[] Data)> ReceiveAsync(SimulatedConnection connection)
        {
            byte[] head = await ExactlyAsync(connection, 2);
            int length = head[1] & 0x7F;

            if (length == 126)
            {
                byte[] more = await ExactlyAsync(connection, 2);
                length = (more[0] << 8) | more[1];
            }

            byte[] key = (head[1] & 0x80) != 0 ? await ExactlyAsync(connection, 4) : new byte[4];
            byte[] data = await ExactlyAsync(connection, length);

            for (int i = 0; i < length; i++)
            {
                data[i] ^= key[i & 3];
            }

            return (head[0] & 15, data);
        }

        private static async Task HeadAsync(SimulatedConnection connection)
        {
            for (string? line; (line = await connection.ReceiveLineAsync()) != "";)
            {
                _ = line ?? throw new CutOffException("half a head");
            }
        }

        private static async Task<byte[]> ExactlyAsync(SimulatedConnection connection, int count)
        {
            byte[] bytes = await connection.ReceiveExactlyAsync(count);
            return bytes.Length == count ? bytes : throw new CutOffException("half a frame");
        }
    }
}
