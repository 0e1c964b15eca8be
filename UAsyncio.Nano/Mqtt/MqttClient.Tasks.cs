using System;

namespace UAsyncio.Nano.Mqtt
{
    // Its two tasks: the one that keeps the connection, and, once something is subscribed, the one that handles messages.
    public sealed partial class MqttClient
    {
        // What handles messages runs once something is subscribed.
        private void Dispatch()
        {
            MqttInbox inbox = _inbox;

            if (_running != null && inbox != null && inbox._dispatching == null)
            {
                inbox._dispatching = Begin(DispatchAsync(inbox));
            }
        }

        // Of a task that somebody else cancels before its first turn, its link hears: the task's own code never runs.
        private Coroutine Begin(Coroutine task)
        {
            return EventLoop.Current.CreateTask(task, null, new MqttLink(this));
        }

        // Everything that runs ends, without a word to the broker.
        private void Stop()
        {
            MqttInbox inbox = _inbox;
            _flags |= IsStopped;
            Close(_stream);

            if (inbox != null)
            {
                End(inbox._dispatching);
                inbox._dispatching = null;
            }

            End(_running);
            _running = null;
        }

        private static void End(Coroutine task)
        {
            try
            {
                if (task != null)
                {
                    task.Cancel();
                }
            }
            catch (InvalidOperationException)
            {
                // The one that calls this: it sees that the client is closed, and ends.
            }
        }

        /// <summary>A task has ended before its first turn. If not by what this client does, somebody else has cancelled it.</summary>
        internal void EndUnstarted()
        {
            if ((_flags & IsStopped) == 0)
            {
                Dispose();
            }
        }

        // One of its tasks ends. If not by what this client does, somebody else has cancelled it: who waits for the client is told.
        private void EndWith(Coroutine task)
        {
            if (task == _running || task == _inbox?._dispatching)
            {
                Dispose();
            }
        }
    }
}
