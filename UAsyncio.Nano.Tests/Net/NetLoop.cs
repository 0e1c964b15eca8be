
namespace UAsyncio.Nano.Tests.Net
{
    /// <summary>A loop under a fake clock that can read and write.</summary>
    internal sealed class NetLoop : TestLoop
    {
        public NetLoop(int readyLength = EventLoop.DefaultLength, int timerLength = EventLoop.DefaultLength)
            : this(readyLength, timerLength, new FakeDevicePoller())
        {
        }

        private NetLoop(int readyLength, int timerLength, FakeDevicePoller poller)
            : base(readyLength, timerLength, (IPoller)poller)
        {
            Poller = poller;
        }

        public new FakeDevicePoller Poller { get; }

        /// <summary>Runs a coroutine on a loop of its own.</summary>
        public static new object RunOne(Coroutine main)
        {
            using (NetLoop test = new NetLoop())
            {
                return test.Run(main);
            }
        }
    }
}
