using System;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>Writes messages to the device's console.</summary>
    public sealed class DebugTarget : LogTarget
    {
        /// <inheritdoc/>
        public override void Write(LogLevel level, string name, string message)
        {
            // Not Debug.WriteLine: a release build leaves that out.
            Console.WriteLine(Line(level, name, message));
        }
    }
}
