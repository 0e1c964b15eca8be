using System.Collections;
using System.Threading;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// The helper thread for what waits: name resolution and connecting. Made when it is needed, kept for the next ones, and
    /// ended when there are none for a while: asleep it takes some 700 bytes.
    /// </summary>
    internal static class Connector
    {
        private const int IdleMilliseconds = 5000;

        private static readonly ArrayList s_work = new ArrayList();
        private static readonly AutoResetEvent s_signal = new AutoResetEvent(false);
        private static bool s_working;

        internal static void Enqueue(ConnectOperation operation)
        {
            lock (s_work)
            {
                s_work.Add(operation);

                if (!s_working)
                {
                    s_working = true;
                    new Thread(Work).Start();
                }
            }

            s_signal.Set();
        }

        private static void Work()
        {
            for (bool ended = false; !ended;)
            {
                bool signalled = s_signal.WaitOne(IdleMilliseconds, false);
                ConnectOperation operation;

                while ((operation = Next(!signalled, out ended)) != null)
                {
                    operation.Connect();
                }
            }
        }

        // The next one, or null. Whether the thread ends, with none, is decided under the lock.
        private static ConnectOperation Next(bool idle, out bool ended)
        {
            lock (s_work)
            {
                ended = idle && s_work.Count == 0;
                s_working = !ended;

                if (s_work.Count == 0)
                {
                    return null;
                }

                ConnectOperation operation = (ConnectOperation)s_work[0];
                s_work.RemoveAt(0);
                return operation;
            }
        }
    }
}
