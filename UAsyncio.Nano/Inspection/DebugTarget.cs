using System.Diagnostics;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>Writes messages to the device's console.</summary>
    public sealed class DebugTarget : LogTarget
    {
        /// <inheritdoc/>
        public override void Write(LogLevel level, string name, string message)
        {
            Debug.WriteLine(Line(level, name, message));
        }
    }
}
