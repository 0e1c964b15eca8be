using System.Collections;
using System.Threading;

namespace UAsyncio.Nano.Net
{
    /// <summary>
    /// The helper thread for what waits: name resolution and connecting. Made when it is first needed, and kept, asleep:
    /// a thread is dear (some 700 bytes) but dearer to make again and again.
    /// </summary>
    internal static class Connector
    {
        private static readonly ArrayList s_work = new ArrayList();
        private static AutoResetEvent s_signal;

        internal static void Enqueue(ConnectOperation operation)
        {
            lock (s_work)
            {
                s_work.Add(operation);

                if (s_signal == null)
                {
                    s_signal = new AutoResetEvent(false);
                    new Thread(Work).Start();
                }
            }

            s_signal.Set();
        }

        private static void Work()
        {
            for (; ; )
            {
                ConnectOperation operation = null;

                lock (s_work)
                {
                    if (s_work.Count > 0)
                    {
                        operation = (ConnectOperation)s_work[0];
                        s_work.RemoveAt(0);
                    }
                }

                if (operation != null)
                {
                    operation.Connect();
                }
                else
                {
                    s_signal.WaitOne();
                }
            }
        }
    }
}
