using System;
using System.Globalization;
using System.Threading.Tasks;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>The program, serving on a free port: one for each class of tests.</summary>
    public class RunningDevice : IAsyncLifetime
    {
        private readonly string _preset;
        private PcProgram? _program;

        public RunningDevice()
            : this("esp32")
        {
        }

        protected RunningDevice(string preset)
        {
            _preset = preset;
        }

        public int Port { get; private set; }

        public Uri Url => new("http://127.0.0.1:" + Port);

        internal PcProgram Program => _program!;

        /// <summary>The state after the start, with nobody connected but the one who asks.</summary>
        internal DeviceState Start { get; private set; } = null!;

        public virtual async ValueTask InitializeAsync()
        {
            // Somebody else can take the port between the search and the start.
            for (int attempts = 0; ; attempts++)
            {
                Port = FreePort.Find();
                _program = new PcProgram("--port", Port.ToString(CultureInfo.InvariantCulture), "--preset", _preset);
                string? url = await _program.UrlAsync();

                if (url != null)
                {
                    Assert.Equal("http://127.0.0.1:" + Port, url);
                    break;
                }

                Assert.True(attempts < 5, _program.Errors);
                await _program.DisposeAsync();
            }

            // The LED's and the sensor's timers are out of the queue for a moment on their turn: the rule counts.
            for (int i = 0; i < 5; i++)
            {
                DeviceState state = await StateAsync();

                if (Start == null || state.FreeTimers < Start.FreeTimers)
                {
                    Start = state;
                }
            }
        }

        /// <summary>One request, on a connection of its own.</summary>
        internal async Task<HttpReply> AskAsync(string request)
        {
            using HttpConnection connection = await HttpConnection.OpenAsync(Port);
            await connection.SendAsync(request);
            return await connection.ReceiveAsync(request.StartsWith("HEAD ", StringComparison.Ordinal));
        }

        internal async Task<DeviceState> StateAsync()
        {
            HttpReply reply = await AskAsync("GET /api/state HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.Equal(200, reply.Status);
            return DeviceState.Parse(reply.Body);
        }

        /// <summary>That the server is as it was at the start: nobody connected (but who asks), no slot and no timer lost.</summary>
        internal async Task AssertNothingLeftAsync()
        {
            DateTime deadline = DateTime.UtcNow + PcProgram.Patience;

            for (; ; )
            {
                DeviceState state = await StateAsync();

                if (state.Connections == 1 && state.FreeSlots == Start.FreeSlots && state.FreeTimers == Start.FreeTimers)
                {
                    return;
                }

                Assert.True(DateTime.UtcNow < deadline, $"at the start {Start}, now {state}");
                await Task.Delay(20);
            }
        }

        public virtual async ValueTask DisposeAsync()
        {
            if (_program != null)
            {
                await _program.DisposeAsync();
            }
        }
    }
}
