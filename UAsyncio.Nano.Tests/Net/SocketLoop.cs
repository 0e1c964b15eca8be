
namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A loop with the device's poller and its clock, for tests with sockets.</summary>
    internal sealed class SocketLoop : TestLoop
    {
        public SocketLoop(int readyLength = EventLoop.DefaultLength, int timerLength = EventLoop.DefaultLength)
            : base(readyLength, timerLength, new DevicePoller())
        {
        }
    }
}
