using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using UAsyncio.VirtualDevice.Simulations;
using Xunit;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>Clients of the device's servers, each of which checks what comes back.</summary>
    internal static class SimulatedClients
    {
        public static async Task SayLinesAsync(Simulation simulation, SimulatedConnection connection)
        {
            int count = 1 + simulation.Random.Next(20);
            string[] lines = [.. Enumerable.Range(0, count).Select(i => i + new string('.', simulation.Random.Next(150)))];
            bool oneByOne = simulation.Random.Next(2) == 0;

            if (!oneByOne)
            {
                connection.Send(string.Concat(lines.Select(line => line + "\r\n")));
            }

            foreach (string line in lines)
            {
                if (oneByOne)
                {
                    connection.Send(line + "\r\n");
                }

                string? back = await connection.ReceiveLineAsync();

                if (back == null || (back != line && line.StartsWith(back, StringComparison.Ordinal)))
                {
                    throw new CutOffException("cut off");
                }

                Assert.Equal(line, back);
            }
        }

        // One in three is no client at all, or one that updates its key.
        public static async Task SayLinesInsideAsync(Simulation simulation, SimulatedConnection connection)
        {
            bool isHostile = simulation.Faults != SimulationFaults.None && simulation.Random.Next(3) == 0;

            if (isHostile && simulation.Random.Next(2) == 0)
            {
                connection.SendRaw([22, 3, 1, 0, 230, 1, .. new byte[simulation.Random.Next(200)]]);
                await simulation.DelayAsync(simulation.Random.Next(10000));
                throw new CutOffException("half a hello");
            }

            await connection.SecureAsync();

            if (isHostile)
            {
                connection.SendKeyUpdate();
            }

            await SayLinesAsync(simulation, connection);
        }

        public static async Task RequestAsync(Simulation simulation, SimulatedConnection connection)
        {
            for (int turn = 1 + simulation.Random.Next(5); turn > 0; turn--)
            {
                await AskOnceAsync(simulation, connection, simulation.Random.Next(3) == 0 ? 20000 : 200);
                await simulation.DelayAsync(simulation.Random.Next(3000));
            }
        }

        // GET or POST, with a body that is shorter than that.
        public static async Task AskOnceAsync(Simulation simulation, SimulatedConnection connection, int length)
        {
            byte[] body = new byte[simulation.Random.Next(length)];

            if (body.Length < 4000 && simulation.Random.Next(2) == 0)
            {
                simulation.Random.NextBytes(body);
                connection.Send($"POST / HTTP/1.1\r\nHost: device\r\nContent-Length: {body.Length}\r\n\r\n");
                connection.Send(body);
            }
            else
            {
                body = [.. body.Select((_, i) => (byte)(i * 7 + body.Length))];
                connection.Send($"GET /{body.Length} HTTP/1.1\r\nHost: device\r\n\r\n");
            }

            (int status, byte[] answer) = await AnswerAsync(connection);

            if (status != 200)
            {
                throw new CutOffException("status " + status);
            }

            Assert.Equal(body, answer);
        }

        private static async Task<(int Status, byte[] Body)> AnswerAsync(SimulatedConnection connection)
        {
            string status = await connection.ReceiveLineAsync() ?? throw new CutOffException("no answer");
            int length = -1;

            for (string? line; (line = await connection.ReceiveLineAsync()) != ""; )
            {
                if (line == null)
                {
                    throw new CutOffException("half a head");
                }

                if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                {
                    length = int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture);
                }
            }

            Assert.StartsWith("HTTP/1.1 ", status);
            Assert.True(length >= 0, "no length in the answer");
            byte[] body = await connection.ReceiveExactlyAsync(length);
            return body.Length == length ? (int.Parse(status.AsSpan(9, 3), CultureInfo.InvariantCulture), body) : throw new CutOffException("half a body");
        }
    }
}
