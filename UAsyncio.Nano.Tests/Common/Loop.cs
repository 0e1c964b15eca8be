using System;

namespace UAsyncio.Nano.Tests
{
    /// <summary>Runs one coroutine on a loop of its own. A task that fails and that nobody awaits fails the test.</summary>
    internal static class Loop
    {
        public static object Run(Coroutine coroutine)
        {
            EventLoop loop = new EventLoop();
            Exception failure = null;
            object result;
            loop.ExceptionHandler = (task, exception) => failure = failure ?? exception;

            try
            {
                result = loop.Run(coroutine);
            }
            finally
            {
                loop.Close();
            }

            if (failure != null)
            {
                throw failure;
            }

            return result;
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
