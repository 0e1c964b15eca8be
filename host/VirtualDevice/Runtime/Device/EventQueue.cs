extern alias desktop;

using System;
using System.Collections.Generic;
using System.Threading;
using DesktopThread = desktop::System.Threading.Thread;

namespace UAsyncio.VirtualDevice.Runtime
{
    // What comes from interrupts: a device dispatches it on one thread, in order.
    internal sealed class EventQueue
    {
        private readonly Queue<Action> _queue = new Queue<Action>();
        private readonly bool _isTimers;
        private bool _isStarted;

        /// <param name="isTimers">It is the timers' own: a device with nothing but these is done.</param>
        public EventQueue(bool isTimers = false)
        {
            _isTimers = isTimers;
        }

        public void Post(Action action)
        {
            lock (_queue)
            {
                _queue.Enqueue(action);
                DeviceTime.PulseAll(_queue);
                if (_isStarted)
                {
                    return;
                }

                _isStarted = true;
                if (_isTimers && SimulatedTime.Current == null)
                {
                    new DesktopThread(() => SimulatedTime.RunOutside(Dispatch)) { IsBackground = true }.Start();
                    return;
                }

                new Thread(Dispatch).Start();
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
