using UAsyncio.Boards.Pc.Tests.Running;
using Xunit;

namespace UAsyncio.Boards.Pc.Tests.Hostile
{
    public sealed class Esp32LoadTests(RunningDevice device) : LoadTests(device), IClassFixture<RunningDevice>
    {
    }
}
