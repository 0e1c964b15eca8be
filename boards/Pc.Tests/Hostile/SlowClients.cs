using System.Diagnostics;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;

namespace UAsyncio.Boards.Pc.Tests.Hostile
{
    /// <summary>What takes real time, all of it at once: clients that wait for the server to lose its patience.</summary>
    public sealed class SlowClients : RunningDevice
    {
        internal Task<string> Head { get; private set; } = null!;

        internal Task<string> Trickle { get; private set; } = null!;

        internal Task<string> Body { get; private set; } = null!;

        internal Task<string> Silent { get; private set; } = null!;

        internal Task<string> KeptAlive { get; private set; } = null!;

        internal Task<string> Refused { get; private set; } = null!;

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Head = TalkAsync("GET / HTTP/1.1\r\nHost: ", null);
            Trickle = TalkAsync("GET / HTTP/1.1\r\nX: ", "x");
            Body = TalkAsync("POST /api/led HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n", "x");
            Silent = TalkAsync("", null);
            KeptAlive = TalkAsync("GET /api/state HTTP/1.1\r\nHost: a\r\n\r\n", null);
            Refused = TalkAsync("nonsense\r\n\r\n", "x");
        }

        // Sends a start, then a little from time to time until the server closes. Ends with what came from it.
        private async Task<string> TalkAsync(string start, string? more)
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(Port);
            await connection.SendAsync(start);
            Task<string> answer = connection.ReceiveToEndAsync();
            Stopwatch watch = Stopwatch.StartNew();

            while (!answer.IsCompleted && watch.Elapsed < PcProgram.Patience)
            {
                if (more != null)
                {
                    await connection.TrySendAsync(more);
                }

                await Task.WhenAny(answer, Task.Delay(100));
            }

            return await answer;
        }
    }
}
