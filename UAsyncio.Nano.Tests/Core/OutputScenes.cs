using System;
using System.Runtime.CompilerServices;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>What shows in the lines that the device writes only: the host's tests run each and read them.</summary>
    public static class OutputScenes
    {
        public static void A_named_task_fails()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(FailAsync("broken"), "pump");
                test.RunAll();
            }
        }

        public static void A_task_without_a_name_fails()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(FailAsync("broken"));
                test.RunAll();
            }
        }

        public static void A_posted_call_fails()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.Post(state => throw new ArgumentException("broken"));
                test.RunAll();
            }
        }

        public static void The_handler_fails()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => throw new Exception("second");
                test.Loop.CreateTask(FailAsync("first"), "pump");
                test.RunAll();
            }
        }

        public static void A_cancelled_task_an_awaited_one_and_a_handled_one_are_silent()
        {
            using (TestLoop test = new TestLoop())
            {
                test.Loop.CreateTask(FailAsync("cancelled")).Cancel();
                test.Loop.CreateTask(CatchAsync(test.Loop.CreateTask(FailAsync("awaited"))));
                test.RunAll();
                test.Loop.ExceptionHandler = (task, exception) => { };
                test.Loop.CreateTask(FailAsync("handled"));
                test.RunAll();
            }
        }

        public static void Close_with_two_tasks_alive()
        {
            TestLoop test = new TestLoop();
            test.Loop.CreateTask(FailAsync("never"));
            test.Loop.CreateTask(FailAsync("never"));
            test.Loop.Close();
        }

        public static void Debug_never_awaited_at_close()
        {
            EventLoop.Debug = true;

            try
            {
                Coroutine lost;

                using (TestLoop test = new TestLoop())
                {
                    lost = LostAsync();
                    test.Run(AllKindsAsync(test.Loop));
                }

                lost.Cancel();
            }
            finally
            {
                EventLoop.Debug = false;
            }
        }

        public static void Debug_never_awaited_and_collected()
        {
            EventLoop.Debug = true;

            try
            {
                using (TestLoop test = new TestLoop())
                {
                    Lose();
                    nanoFramework.Runtime.Native.GC.Run(true);
                    test.Run(CatchAsync(FailAsync("caught")));
                    Console.WriteLine("closing");
                }
            }
            finally
            {
                EventLoop.Debug = false;
            }
        }

        public static void Debug_off()
        {
            using (TestLoop test = new TestLoop())
            {
                Lose();
                nanoFramework.Runtime.Native.GC.Run(true);
                test.Run(CatchAsync(FailAsync("caught")));
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Lose()
        {
#pragma warning disable UAN303 // That it is lost is what is tested.
            _ = LostAsync();
#pragma warning restore UAN303
        }

        // Awaited, scheduled, cancelled before it started, under a time limit, called back: none of these is lost.
        private static async Coroutine AllKindsAsync(EventLoop loop)
        {
            await CatchAsync(FailAsync("awaited"));
            await CatchAsync(loop.CreateTask(FailAsync("scheduled")));
            FailAsync("cancelled").Cancel();
            await CatchAsync(FailAsync("limited").WaitAsync(10));
            await loop.CallSoon(state => { });
        }

        private static async Coroutine LostAsync()
        {
            await Coroutine.Yield();
        }

        private static async Coroutine FailAsync(string message)
        {
            await Coroutine.Yield();
            throw new ArgumentException(message);
        }

        private static async Coroutine CatchAsync(Coroutine coroutine)
        {
            try
            {
                await coroutine;
            }
            catch (ArgumentException)
            {
            }
        }
    }
}
