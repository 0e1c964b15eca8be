using UAsyncio.Nano.Inspection;

namespace UAsyncio.Nano.Tests.Inspection
{
    /// <summary>The example of docs/logging.md: hands messages to a task that sends them to syslog.</summary>
    internal sealed class QueueTarget : LogTarget
    {
        private readonly ThreadSafeQueue _queue;

        public QueueTarget(ThreadSafeQueue queue)
        {
            _queue = queue;
        }

        public override void Write(LogLevel level, string name, string message)
        {
            // <14> is syslog's facility 1 with severity 6, informational. Full: the message is dropped.
            _queue.TryPut("<" + (8 + Severity(level)) + ">" + name + ": " + message);
        }

        private static int Severity(LogLevel level)
        {
            return level == LogLevel.Error ? 3 : level == LogLevel.Warning ? 4 : level == LogLevel.Info ? 6 : 7;
        }
    }
}
