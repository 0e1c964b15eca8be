using System;
using System.Threading;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Core
{
    /// <summary>A loop that is made on one thread and run on another, as that of a static field is on a device.</summary>
    [TestClass]
    public class StaticLoopTests
    {
        private static class Holder
        {
            internal static readonly EventLoop s_loop = new EventLoop();
        }

        [TestMethod]
        public void Loop_of_a_static_field_belongs_to_the_thread_that_uses_it()
        {
            EventLoop loop = Holder.s_loop;
            loop.CreateTask(WaitAsync());
            loop.Run(WaitAsync());
            Assert.AreSame(loop, EventLoop.Current);
            loop.Close();
        }

        [TestMethod]
        public void Loop_that_another_thread_made_belongs_to_the_first_that_runs_it()
        {
            EventLoop loop = MakeElsewhere();
            loop.Run(WaitAsync());
            Assert.AreSame(loop, EventLoop.Current);
            Exception refused = null;
            Thread other = new Thread(() =>
            {
                try
                {
                    loop.Run(WaitAsync());
                }
                catch (InvalidOperationException exception)
                {
                    refused = exception;
                }
            });
            other.Start();
            other.Join();
            Assert.IsNotNull(refused);
            loop.Close();
        }

        private static EventLoop MakeElsewhere()
        {
            EventLoop made = null;
            Thread thread = new Thread(() => made = new EventLoop());
            thread.Start();
            thread.Join();
            return made;
        }

        private static async Coroutine WaitAsync()
        {
            await Coroutine.Delay(1);
        }
    }
}
