using System;
using System.Runtime.CompilerServices;
using System.Threading;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>What shows in the lines that the device writes only: the host's tests run each and read them.</summary>
    public static class OutputScenes
    {
        private delegate Coroutine CoroutineMaker();

        public static void A_named_task_fails()
        {
            using (TestLoop test = Plain())
            {
                test.Loop.CreateTask(FailAsync("broken"), "pump");
                test.RunAll();
            }
        }

        public static void A_task_without_a_name_fails()
        {
            using (TestLoop test = Plain())
            {
                test.Loop.CreateTask(FailAsync("broken"));
                test.RunAll();
            }
        }

        public static void A_task_fails_inside_of_what_it_awaits()
        {
            using (TestLoop test = Plain())
            {
                test.Loop.CreateTask(OuterAsync("deep"), "pump");
                test.RunAll();
            }
        }

        public static void A_task_fails_and_cleans_up_with_a_delay()
        {
            using (TestLoop test = Plain())
            {
                test.Loop.CreateTask(AwaitAsync(CleanAsync()), "pump");
                test.RunAll();
            }

            static async Coroutine CleanAsync()
            {
                try
                {
                    await MiddleAsync("deep");
                }
                finally
                {
                    await Coroutine.Delay(2);
                }
            }
        }

        public static void A_local_function_fails_in_a_lambda_under_a_limit()
        {
            CoroutineMaker lambda = async () => await InnerAsync();

            using (TestLoop test = Plain())
            {
                test.Loop.CreateTask(AwaitAsync(lambda().WaitAsync(10)), "pump");
                test.RunAll();
            }

            static async Coroutine InnerAsync()
            {
                await Coroutine.Yield();
                throw new ArgumentException("local");
            }
        }

        public static void What_a_coroutine_waits_for_fails()
        {
            using (TestLoop test = Plain())
            {
                AsyncBarrier barrier = new AsyncBarrier(2);
                test.Loop.CreateTask(AwaitAsync(ReadAsync(barrier)), "pump");
                test.Loop.CallLater(1, state => barrier.Abort());
                test.RunAll();
            }
        }

        public static void Two_tasks_fail_in_one_pass()
        {
            using (TestLoop test = Plain())
            {
                test.Loop.CreateTask(OuterAsync("first"), "one");
                test.Loop.CreateTask(OuterAsync("second"), "two");
                test.RunAll();
            }
        }

        public static void An_exception_is_replaced_on_its_way()
        {
            using (TestLoop test = Plain())
            {
                test.Loop.CreateTask(AwaitAsync(ReplaceAsync()), "pump");
                test.RunAll();
            }
        }

        public static void A_posted_call_fails()
        {
            using (TestLoop test = Plain())
            {
                test.Loop.Post(state => throw new ArgumentException("broken"));
                test.RunAll();
            }
        }

        public static void The_handler_fails()
        {
            using (TestLoop test = Plain())
            {
                test.Loop.ExceptionHandler = (task, exception) => throw new Exception("second");
                test.Loop.CreateTask(FailAsync("first"), "pump");
                test.RunAll();
            }
        }

        public static void A_cancelled_task_an_awaited_one_and_a_handled_one_are_silent()
        {
            using (TestLoop test = Plain())
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
            TestLoop test = Plain();
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

                using (TestLoop test = Plain())
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
                using (TestLoop test = Plain())
                {
                    test.Run(LoseAndAwaitAsync());
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

        public static void Debug_lost_by_a_thread_without_a_loop()
        {
            EventLoop.Debug = true;

            try
            {
                using (TestLoop test = Plain())
                {
                    Thread thread = new Thread(Lose);
                    thread.Start();
                    thread.Join();
                    test.Run(Work.SleepAsync(1));
                    nanoFramework.Runtime.Native.GC.Run(true);
                    test.Run(Work.SleepAsync(1));
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
            using (TestLoop test = Plain())
            {
                Lose();
                nanoFramework.Runtime.Native.GC.Run(true);
                test.Run(CatchAsync(FailAsync("caught")));
            }
        }

        // What is awaited right where it is made is not lost, though it is collected too.
        private static async Coroutine LoseAndAwaitAsync()
        {
            Lose();
            await Coroutine.Yield();
            await Work.SleepAsync(1);
            await Work.ResultAsync(0, 1);
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

        private static async Coroutine MiddleAsync(string message)
        {
            await FailAsync(message);
        }

        private static TestLoop Plain()
        {
            TestLoop test = new TestLoop();
            test.LetTasksFail();
            return test;
        }

        private static async Coroutine OuterAsync(string message)
        {
            await MiddleAsync(message);
        }

        private static async Coroutine AwaitAsync(Coroutine coroutine)
        {
            await coroutine;
        }

        private static async Coroutine ReadAsync(AsyncBarrier barrier)
        {
            await barrier;
        }

        private static async Coroutine ReplaceAsync()
        {
            try
            {
                await FailAsync("gone");
            }
            catch (ArgumentException)
            {
                throw new InvalidOperationException("replaced");
            }
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
