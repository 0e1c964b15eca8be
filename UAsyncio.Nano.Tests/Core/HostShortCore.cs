using System;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>What the host does when memory is to get short, and when it is back.</summary>
    public delegate void MemoryCallback();

    /// <summary>Every operation of the core, each on a loop of its own whose memory the host takes away: it calls this by reflection.</summary>
    public static partial class HostShortCore
    {
        private const int Slots = 6;
        private const int Timers = 6;

        private static bool s_isReserved;

        /// <summary>Runs one operation with memory that gets short, then once more with memory that is there.</summary>
        /// <param name="operation">The name.</param>
        /// <param name="shorten">Called right before the operation.</param>
        /// <param name="recover">Called after it, and whenever the loop would wait.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string Run(string operation, MemoryCallback shorten, MemoryCallback recover)
        {
            FakePoller poller = new FakePoller();
            EventLoop loop = new EventLoop(Slots, Timers, poller);
            loop.ExceptionHandler = (task, exception) => { };
            WaitList list = new WaitList();

            try
            {
                try
                {
                    loop.Run(OnceAsync(loop, list, operation, shorten, recover));
                }
                catch (OutOfMemoryException)
                {
                    recover();
                }

                loop.Run(FinishAsync(loop, list));
                string left = Left(loop, list);

                if (left == null)
                {
                    loop.Run(OnceAsync(loop, list, operation, Nothing, Nothing));
                    loop.Run(FinishAsync(loop, list));
                    left = Left(loop, list);
                }

                return left;
            }
            catch (Exception exception)
            {
                recover();
                return exception.GetType().FullName + ": " + exception.Message;
            }
            finally
            {
                recover();
                loop.Close();
            }
        }

        /// <summary>Makes a loop and closes it with memory that gets short for both, then with memory that is there.</summary>
        /// <param name="shorten">Called right before each.</param>
        /// <param name="recover">Called after it.</param>
        /// <returns>What is wrong afterwards; null when nothing is.</returns>
        public static string MakeAndClose(MemoryCallback shorten, MemoryCallback recover)
        {
            EventLoop loop = null;

            try
            {
                shorten();
                loop = new EventLoop();
            }
            catch (OutOfMemoryException)
            {
            }

            recover();

            try
            {
                loop = loop ?? new EventLoop();
                loop.Post(Ignore);

                try
                {
                    shorten();
                    loop.Close();
                }
                catch (OutOfMemoryException)
                {
                }

                recover();
                loop.Close();
                loop = new EventLoop();
                loop.Close();
                return null;
            }
            catch (InvalidOperationException exception)
            {
                return exception.Message;
            }
        }

        private static void Nothing()
        {
        }

        private static string Left(EventLoop loop, WaitList list)
        {
            return loop.FreeSlots == Slots && loop.FreeTimers == Timers && !list.HasWaiters
                ? null
                : loop.FreeSlots + " of " + Slots + " slots free, " + loop.FreeTimers + " of " + Timers + " timers, " + list.Count + " in line";
        }

        private static async Coroutine OnceAsync(EventLoop loop, WaitList list, string operation, MemoryCallback shorten, MemoryCallback recover)
        {
            try
            {
                await OperateAsync(loop, list, operation, shorten);
            }
            catch (OutOfMemoryException)
            {
            }
            finally
            {
                recover();
            }
        }

        // Who has reserved a slot gives it back. Lets all that is still under way come to its end, as a program would that has its memory back.
        private static async Coroutine FinishAsync(EventLoop loop, WaitList list)
        {
            if (s_isReserved)
            {
                s_isReserved = false;
                loop.ReturnSlots(1);
            }

            for (int i = 0; i < 50 && (loop.FreeSlots < Slots - 1 || loop.FreeTimers < Timers || list.HasWaiters); i++)
            {
                list.WakeAll();
                await Coroutine.Delay(5);
            }

            await Coroutine.Yield();
        }

        private static void Ignore(object state)
        {
        }
    }
}
