namespace UAsyncio.Nano.Tests
{
    /// <summary>Runs one coroutine on a loop of its own.</summary>
    internal static class Loop
    {
        public static object Run(Coroutine coroutine)
        {
            EventLoop loop = new EventLoop();

            try
            {
                return loop.Run(coroutine);
            }
            finally
            {
                loop.Close();
            }
        }

        public static int RunInt(Coroutine<int> coroutine)
        {
            return (int)Run(coroutine);
        }

        public static string RunText(Coroutine<string> coroutine)
        {
            return (string)Run(coroutine);
        }
    }
}
