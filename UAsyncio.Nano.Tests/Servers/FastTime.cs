namespace UAsyncio.Nano.Tests.Servers
{
    /// <summary>A time that goes by as fast as there is nothing to do, as docs/your-own-program.md has it.</summary>
    internal sealed class FastTime : DevicePoller
    {
        private int _now;

        public delegate Coroutine<string> Work();

        public FastTime()
        {
            Window = 0;
        }

        public override int Ticks => _now;

        protected override bool HasOwnTime => true;

        /// <summary>Runs a coroutine on a loop that has this time.</summary>
        public static string Run(Work work)
        {
            EventLoop loop = new EventLoop(poller: new FastTime());

            try
            {
                return loop.Run(work());
            }
            finally
            {
                loop.Close();
            }
        }

        protected override void Sleep(int milliseconds)
        {
            if (milliseconds < 0)
            {
                base.Sleep(milliseconds);
                return;
            }

            _now += milliseconds;
        }
    }
}
