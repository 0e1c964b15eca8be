using System;
using System.Collections.Concurrent;
using System.Threading;

namespace UAsyncio.VirtualDevice.Runtime
{
    // A device dispatches what comes from interrupts on one thread, in order.
    internal static class DeviceEvents
    {
        private static readonly BlockingCollection<Action> s_queue = new BlockingCollection<Action>();
        private static readonly object s_lock = new object();
        private static Thread s_thread;

        public static void Post(Action action)
        {
            s_queue.Add(action);
            lock (s_lock)
            {
                if (s_thread == null)
                {
                    s_thread = new Thread(Dispatch);
                    s_thread.Start();
                }
            }
        }

        private static void Dispatch()
        {
            foreach (Action action in s_queue.GetConsumingEnumerable())
            {
                DeviceThreads.Run(action);
            }
        }
    }
}
