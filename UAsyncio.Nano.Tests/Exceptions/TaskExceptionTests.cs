using System;
using nanoFramework.TestFramework;
using UAsyncio.Nano.Tests.Core;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>Where an exception that leaves a task goes.</summary>
    [TestClass]
    public class TaskExceptionTests
    {
        [TestMethod]
        public void It_goes_to_the_handler_once_with_its_task_and_the_others_go_on()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                Coroutine failing = null;
                test.Loop.ExceptionHandler = (task, exception) =>
                {
                    Assert.AreSame(failing, task);
                    Assert.AreSame(task.Exception, exception);
                    log.Add(exception.Message);
                };
                failing = test.Loop.CreateTask(FailAsync("lost"));
                test.Loop.CreateTask(WordAsync(log, "other"));
                test.RunAll();
                test.RunAll();
                Assert.IsTrue(failing.IsFaulted);
                Assert.IsFalse(failing.IsCanceled);
            }

            Assert.AreEqual("other lost", log.Text);
        }

        [TestMethod]
        public void Tasks_that_fail_in_one_pass_are_awaited_by_nobody()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(task.Name + (task.AwaitedBy == null ? "" : " by " + task.AwaitedBy.Name));
                test.Loop.CreateTask(FailAsync("a"));
                test.Loop.CreateTask(FailAsync("b"), "named");
                test.Loop.CreateTask(FailAsync("c"));
                test.RunAll();
            }

            Assert.AreEqual("FailAsync named FailAsync", log.Text);
        }

        [TestMethod]
        public void The_handler_can_ask_for_the_name_of_the_task()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(task.Name);
                test.Loop.CreateTask(FailAsync("x"), "pump");
                test.RunAll();
            }

            Assert.AreEqual("pump", log.Text);
        }

        [TestMethod]
        public void A_task_that_somebody_awaits_delivers_it_there_instead()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("handler");
                Coroutine failing = test.Loop.CreateTask(FailAsync("delivered"));
                test.Loop.CreateTask(AwaitAsync(failing, log));
                test.Loop.CreateTask(AwaitAsync(failing, log));
                test.RunAll();
            }

            Assert.AreEqual("delivered delivered", log.Text);
        }

        [TestMethod]
        public void A_task_that_is_awaited_later_delivers_it_again()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("handler");
                Coroutine failing = test.Loop.CreateTask(FailAsync("again"));
                test.RunAll();
                test.Run(AwaitAsync(failing, log));
                test.Run(AwaitAsync(failing, log));
            }

            Assert.AreEqual("handler again again", log.Text);
        }

        [TestMethod]
        public void A_child_delivers_it_to_its_parent_through_all_levels()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("handler");
                test.Run(AwaitAsync(DeepAsync(5, log), log));
            }

            Assert.AreEqual("f1 f2 f3 f4 f5 deep", log.Text);

            static async Coroutine DeepAsync(int depth, Log log)
            {
                if (depth == 0)
                {
                    await FailAsync("deep");
                }

                try
                {
                    await DeepAsync(depth - 1, log);
                }
                finally
                {
                    log.Add("f" + depth);
                }
            }
        }

        [TestMethod]
        public void It_stays_the_same_object()
        {
            ArgumentException thrown = new ArgumentException("same");

            using (TestLoop test = new TestLoop())
            {
                Coroutine outer = OuterAsync(thrown);
                Assert.AreSame(thrown, test.RunFailing(typeof(ArgumentException), outer));
                Assert.AreSame(thrown, outer.Exception);
            }

            static async Coroutine OuterAsync(Exception exception)
            {
                await Coroutine.Yield();
                await InnerAsync(exception);
            }

            static async Coroutine InnerAsync(Exception exception)
            {
                await Coroutine.Yield();
                throw exception;
            }
        }

        [TestMethod]
        public void A_cancelled_task_is_not_reported()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("handler");
                Coroutine waiting = test.Loop.CreateTask(WaitAsync(new Gate()));
                test.Loop.CallSoon(state => waiting.Cancel());
                test.RunAll();
                Assert.IsTrue(waiting.IsCanceled);
            }

            Assert.AreEqual("", log.Text);
        }

        [TestMethod]
        public void A_callback_of_any_kind_has_it_handled_and_the_loop_goes_on()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(exception.Message);
                test.Loop.CallSoon(state => throw new Exception("soon"));
                test.Loop.CallLater(1, state => throw new Exception("later"));
                test.Loop.Post(state => throw new Exception("posted"));
                test.RunAll();
            }

            Assert.AreEqual("posted soon later", log.Text);
        }

        [TestMethod]
        public void A_handler_that_fails_does_not_stop_the_loop()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => throw new Exception("second");
                test.Loop.CreateTask(FailAsync("first"));
                test.Loop.CreateTask(WordAsync(log, "other"));
                test.RunAll();
            }

            Assert.AreEqual("other", log.Text);
        }

        [TestMethod]
        public void Without_a_handler_the_loop_goes_on_too()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.LetTasksFail();
                test.Loop.CreateTask(FailAsync("printed"));
                test.Loop.CreateTask(WordAsync(log, "other"));
                test.RunAll();
            }

            Assert.AreEqual("other", log.Text);
        }

        [TestMethod]
        public void That_of_the_coroutine_given_to_Run_leaves_Run_and_is_not_handled()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add("handler");
                Assert.AreEqual("main", test.RunFailing(typeof(ArgumentException), FailAsync("main")).Message);
            }

            Assert.AreEqual("", log.Text);
        }

        [TestMethod]
        public void One_thrown_before_the_first_await_is_handled_like_any()
        {
            Log log = new Log();

            using (TestLoop test = new TestLoop())
            {
                test.Loop.ExceptionHandler = (task, exception) => log.Add(exception.Message);
                test.Loop.CreateTask(FailNowAsync());
                test.Run(AwaitAsync(FailNowAsync(), log));
            }

            Assert.AreEqual("now now", log.Text);

            static async Coroutine FailNowAsync()
            {
                throw new ArgumentException("now");
            }
        }

        private static async Coroutine FailAsync(string message)
        {
            await Coroutine.Yield();
            throw new ArgumentException(message);
        }

        private static async Coroutine AwaitAsync(Coroutine coroutine, Log log)
        {
            try
            {
                await coroutine;
            }
            catch (ArgumentException exception)
            {
                log.Add(exception.Message);
            }
        }

        private static async Coroutine WordAsync(Log log, string word)
        {
            await Coroutine.Yield();
            log.Add(word);
        }

        private static async Coroutine WaitAsync(Gate gate)
        {
            await gate;
        }
    }
}
