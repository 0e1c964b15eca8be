using System;
using System.Collections.Generic;
using System.Threading;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What comes from interrupts: a device dispatches it on one thread, in order.
    internal sealed class EventQueue
    {
        private readonly Queue<Action> _queue = new Queue<Action>();
        private Thread _thread;

        public void Post(Action action)
        {
            lock (_queue)
            {
                _queue.Enqueue(action);
                DeviceTime.PulseAll(_queue);
                if (_thread == null)
                {
                    _thread = new Thread(Dispatch);
                    _thread.Start();
                }
            }
        }

        private void Dispatch()
        {
            SimulatedTime.Current?.MarkService();
            for (; ; )
            {
                Action action;
                lock (_queue)
                {
                    while (!_queue.TryDequeue(out action))
                    {
                        DeviceTime.Wait(_queue, Deadline.Never);
                    }
                }

                DeviceThreads.Run(action);
            }
        }
    }
}
