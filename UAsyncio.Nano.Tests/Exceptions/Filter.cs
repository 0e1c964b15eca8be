using System;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>What is thrown to filters, and a log of what happens then.</summary>
    internal static class Filter
    {
        public static string Log;

        public static void Throw(Exception exception)
        {
            if (exception != null)
            {
                throw exception;
            }
        }

        /// <summary>A filter's answer, which is logged.</summary>
        public static bool Is(int number, bool answer)
        {
            Log += "?" + number + " ";
            return answer;
        }
    }
}
