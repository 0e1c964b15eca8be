using System;
using System.Globalization;
using System.Threading.Tasks;
using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Serving
{
    /// <summary>The server in a heap of a device's size, for long.</summary>
    public sealed class HeapTests
    {
        private const int Requests = 1500;

        [Fact]
        public async Task A_heap_of_64_KB_serves_on_and_on()
        {
            for (int attempts = 0; ; attempts++)
            {
                int port = FreePort.Find();
                await using PcProgram program = new("--heap", "65536", "--port", port.ToString(CultureInfo.InvariantCulture), "--top", "1");

                // Somebody else can take the port between the search and the start.
                if (await program.UrlAsync() == null)
                {
                    Assert.True(attempts < 5, program.Errors);
                    continue;
                }

                using HttpConnection connection = await HttpConnection.OpenAsync(port);

                for (int i = 0; i < Requests; i++)
                {
                    await connection.SendAsync("GET /api/state HTTP/1.1\r\nHost: a\r\n\r\n");
                    Assert.Equal(200, (await connection.ReceiveAsync(false)).Status);
                }

                Assert.DoesNotContain("OutOfMemoryException", program.Output + program.Errors, StringComparison.Ordinal);
                return;
            }
        }
    }
}
