using UAsyncio.Nano;

namespace Benchmarks.Device
{
    /// <summary>What coroutines wait on: one after the other, or two by turns.</summary>
    public static class SyncBenchmarks
    {
        /// <summary>A lock that is free.</summary>
        public static void Lock(int times)
        {
            Run(LockAsync(new AsyncLock(), times));
        }

        /// <summary>A lock that another task wants too: each time it is handed on.</summary>
        public static void ContendedLock(int times)
        {
            AsyncLock gate = new AsyncLock();
            Run(HeldAsync(gate), LockAsync(gate, times), LockAsync(gate, times));
        }

        /// <summary>A semaphore that has a place.</summary>
        public static void Semaphore(int times)
        {
            Run(SemaphoreAsync(new AsyncSemaphore(1), times));
        }

        /// <summary>A semaphore whose one place two want.</summary>
        public static void ContendedSemaphore(int times)
        {
            AsyncSemaphore semaphore = new AsyncSemaphore(1);
            Run(TakenAsync(semaphore), SemaphoreAsync(semaphore, times), SemaphoreAsync(semaphore, times));
        }

        /// <summary>Two events by which two tasks wake each other.</summary>
        public static void Event(int times)
        {
            AsyncEvent first = new AsyncEvent(true, true);
            AsyncEvent second = new AsyncEvent(false, true);
            Run(PassOnAsync(first, second, times), PassOnAsync(second, first, times));
        }

        /// <summary>A queue with room: put and got.</summary>
        public static void Queue(int times)
        {
            Run(PutAndGetAsync(new AsyncQueue(8), times));
        }

        /// <summary>A queue with room for one: who puts waits, and so does who gets.</summary>
        public static void NarrowQueue(int times)
        {
            AsyncQueue queue = new AsyncQueue(1);
            Run(PutAsync(queue, times), GetAsync(queue, times));
        }

        /// <summary>A condition that one notifies and the other waits for.</summary>
        public static void Condition(int times)
        {
            AsyncCondition condition = new AsyncCondition(new AsyncLock());
            Run(WaitAsync(condition, times), NotifyAsync(condition, times));
        }

        /// <summary>A barrier of two.</summary>
        public static void Barrier(int times)
        {
            AsyncBarrier barrier = new AsyncBarrier(2);
            Run(MeetAsync(barrier, times), MeetAsync(barrier, times));
        }

        /// <summary>Values that one reader waits for, each alone.</summary>
        public static void Broadcast(int times)
        {
            Broadcast broadcast = new Broadcast(4);
            Run(ReadAsync(broadcast.CreateReader(), times), PublishAsync(broadcast, times));
        }

        /// <summary>Two flags by which two tasks wake each other.</summary>
        public static void Flag(int times)
        {
            ThreadSafeFlag first = new ThreadSafeFlag();
            ThreadSafeFlag second = new ThreadSafeFlag();
            first.Set();
            Run(PassOnAsync(first, second, times), PassOnAsync(second, first, times));
        }

        /// <summary>Items that a reader waits for, each alone.</summary>
        public static void SafeQueue(int times)
        {
            ThreadSafeQueue queue = new ThreadSafeQueue(8);
            Run(ReadAsync(queue, times), PutAsync(queue, times));
        }

        /// <summary>16 bytes that a reader waits for.</summary>
        public static void Ring(int times)
        {
            AsyncRing ring = new AsyncRing(64);
            Run(ReadAsync(ring, times), WriteAsync(ring, times));
        }

        /// <summary>Makes one of each for the host to weigh.</summary>
        public static void Hold()
        {
            Broadcast broadcast = new Broadcast(1);
            Host.Held = new object[]
            {
                new AsyncEvent(), new AsyncLock(), new AsyncSemaphore(1), new AsyncQueue(8), new AsyncCondition(new AsyncLock()), new AsyncBarrier(2), broadcast,
                broadcast.CreateReader(), new ThreadSafeFlag(), new ThreadSafeQueue(8), new AsyncRing(64), new TaskGroup(), new TimeLimit(1),
            };
        }

        internal static void Run(params Coroutine[] coroutines)
        {
            EventLoop loop = new EventLoop(poller: new HostPoller());
            loop.Run(AllAsync(loop, coroutines));
            loop.Close();
        }

        private static async Coroutine AllAsync(EventLoop loop, Coroutine[] coroutines)
        {
            for (int i = 0; i < coroutines.Length; i++)
            {
                loop.CreateTask(coroutines[i]);
            }

            for (int i = 0; i < coroutines.Length; i++)
            {
                await coroutines[i];
            }
        }

        private static async Coroutine HeldAsync(AsyncLock gate)
        {
            await gate.AcquireAsync();

            using (gate)
            {
                await Coroutine.Delay(1);
            }
        }

        private static async Coroutine LockAsync(AsyncLock gate, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await gate.AcquireAsync();
                gate.Release();
            }
        }

        private static async Coroutine TakenAsync(AsyncSemaphore semaphore)
        {
            await semaphore.AcquireAsync();
            await Coroutine.Delay(1);
            semaphore.Release();
        }

        private static async Coroutine SemaphoreAsync(AsyncSemaphore semaphore, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await semaphore.AcquireAsync();
                semaphore.Release();
            }
        }

        private static async Coroutine PassOnAsync(AsyncEvent own, AsyncEvent other, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await own.WaitAsync();
                other.Set();
            }
        }

        private static async Coroutine PassOnAsync(ThreadSafeFlag own, ThreadSafeFlag other, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await own.WaitAsync();
                other.Set();
            }
        }

        private static async Coroutine PutAndGetAsync(AsyncQueue queue, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await queue.PutAsync(queue);
                await queue.GetAsync();
            }
        }

        private static async Coroutine PutAsync(AsyncQueue queue, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await queue.PutAsync(queue);
            }
        }

        private static async Coroutine GetAsync(AsyncQueue queue, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await queue.GetAsync();
            }
        }

        private static async Coroutine WaitAsync(AsyncCondition condition, int times)
        {
            await condition.Lock.AcquireAsync();

            using (condition.Lock)
            {
                for (int i = 0; i < times; i++)
                {
                    await condition.WaitAsync();
                }
            }
        }

        private static async Coroutine NotifyAsync(AsyncCondition condition, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await condition.Lock.AcquireAsync();
                condition.Notify();
                condition.Lock.Release();
                await Coroutine.Yield();
            }
        }

        private static async Coroutine MeetAsync(AsyncBarrier barrier, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await barrier.WaitAsync();
            }
        }

        private static async Coroutine ReadAsync(BroadcastReader reader, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await reader.WaitToReadAsync();
                reader.TryRead();
            }
        }

        private static async Coroutine PublishAsync(Broadcast broadcast, int times)
        {
            for (int i = 0; i < times; i++)
            {
                broadcast.Publish(broadcast);
                await Coroutine.Yield();
            }
        }

        private static async Coroutine ReadAsync(ThreadSafeQueue queue, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await queue.WaitToReadAsync();
                queue.TryRead();
            }
        }

        private static async Coroutine PutAsync(ThreadSafeQueue queue, int times)
        {
            for (int i = 0; i < times; i++)
            {
                queue.TryPut(queue);
                await Coroutine.Yield();
            }
        }

        private static async Coroutine ReadAsync(AsyncRing ring, int times)
        {
            byte[] buffer = new byte[16];

            for (int i = 0; i < times; i++)
            {
                await ring.WaitToReadAsync();
                ring.Read(buffer, 0, buffer.Length);
            }
        }

        private static async Coroutine WriteAsync(AsyncRing ring, int times)
        {
            byte[] buffer = new byte[16];

            for (int i = 0; i < times; i++)
            {
                ring.Write(buffer, 0, buffer.Length);
                await Coroutine.Yield();
            }
        }
    }
}
