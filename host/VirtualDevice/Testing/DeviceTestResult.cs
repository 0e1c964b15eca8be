using System;
using System.Collections.Generic;
using UAsyncio.VirtualDevice.Loading;

namespace UAsyncio.VirtualDevice.Testing
{
    /// <summary>How a test ended, and what the device wrote meanwhile.</summary>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="Message">Why it was skipped, or the exception's message; empty for a test that passed.</param>
    /// <param name="Exception">The exception of a test that failed.</param>
    /// <param name="Output">The lines that the device, all its threads, wrote while the test ran.</param>
    public sealed record DeviceTestResult(
        DeviceTestOutcome Outcome,
        string Message,
        Exception? Exception,
        IReadOnlyList<string> Output)
    {
        /// <summary>Gets the exception's type and message, and those of its inner exceptions; empty for a test that did not fail.</summary>
        public string Failure
        {
            get
            {
                string text = Exception == null ? "" : $"{Exception.GetType().FullName}: {Message}";
                for (Exception? inner = Exception?.InnerException; inner != null; inner = inner.InnerException)
                {
                    text += $"\n ---> {inner.GetType().FullName}: {inner.Message}";
                }

                return text;
            }
        }

        /// <summary>
        /// Gets the stack of the exception of a test that failed: with <see cref="Device.TracesExceptions"/> its coroutines first, the innermost first, with
        /// file and line; empty for a test that did not fail.
        /// </summary>
        public string StackTrace => Exception == null ? "" : CoroutineStacks.StackOf(Exception);
    }
}
