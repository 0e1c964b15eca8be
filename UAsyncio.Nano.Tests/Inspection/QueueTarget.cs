using UAsyncio.Nano.Inspection;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>The example of docs/logging.md: hands messages to a task that sends them.</summary>
    internal sealed class QueueTarget : LogTarget
    {
        private readonly ThreadSafeQueue _queue;

        public QueueTarget(ThreadSafeQueue queue)
        {
            _queue = queue;
        }

        public override void Write(LogLevel level, string name, string message)
        {
            // Full: the message is dropped.
            _queue.TryPut(Line(level, name, message));
        }
    }
}
