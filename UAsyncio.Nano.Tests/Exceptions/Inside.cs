using System;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>What the tests of exceptions that are caught inside have in common.</summary>
    internal static class Inside
    {
        internal static string Log;

        internal delegate void Act();

        internal static string Run(Act act)
        {
            Log = string.Empty;

            try
            {
                act();
                return Log;
            }
            catch (Exception exception)
            {
                return Log + exception.GetType().Name;
            }
        }

        internal static void Note(string text)
        {
            Log += text;
        }

        internal static void ThrowIf(bool throws)
        {
            if (throws)
            {
                throw new InvalidOperationException();
            }
        }

        internal static void CatchInside()
        {
            try
            {
                throw new ArgumentException();
            }
            catch (ArgumentException)
            {
                Log += "caught ";
            }
        }
    }
}
