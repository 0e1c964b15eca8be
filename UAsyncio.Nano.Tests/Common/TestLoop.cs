using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests
{
    /// <summary>
    /// A loop under a fake clock, for a using block; what is run on it may leave nothing behind. A task that fails and that nobody awaits fails the
    /// test, also by an assertion, unless that has a handler of its own or says <see cref="LetTasksFail"/>.
    /// </summary>
    internal class TestLoop : IDisposable
    {
        private readonly int _readyLength;
        private readonly int _timerLength;
        private Exception _failure;

        public TestLoop(int readyLength = EventLoop.DefaultLength, int timerLength = EventLoop.DefaultLength, FakePoller poller = null)
            : this(readyLength, timerLength, (IPoller)(poller = poller ?? new FakePoller()))
        {
            Poller = poller;
        }

        protected TestLoop(int readyLength, int timerLength, IPoller poller)
        {
            _readyLength = readyLength;
            _timerLength = timerLength;
            Loop = new EventLoop(readyLength, timerLength, poller);
            Loop.ExceptionHandler = Note;
        }

        public EventLoop Loop { get; }

        public FakePoller Poller { get; }

        public int Now => Loop.Ticks;

        /// <summary>Runs a coroutine on a loop of its own.</summary>
        public static object RunOne(Coroutine main)
        {
            using (TestLoop test = new TestLoop())
            {
                return test.Run(main);
            }
        }

        /// <summary>Runs a coroutine, after which every slot and every timer must be free.</summary>
        public object Run(Coroutine main)
        {
            object result = Loop.Run(main);
            AssertNothingLeft();
            return result;
        }

        /// <summary>Runs a coroutine that must fail, after which every slot and every timer must be free.</summary>
        public Exception RunFailing(Type expected, Coroutine main)
        {
            Exception exception = Expect.Throws(expected, () => Loop.Run(main));
            AssertNothingLeft();
            return exception;
        }

        /// <summary>Runs what was scheduled before until all of it has ended; a pass takes 1 ms then, or more.</summary>
        public void RunAll()
        {
            Poller.PassTime = Poller.PassTime > 0 ? Poller.PassTime : 1;
            Run(UntilAlone());
        }

        /// <summary>A task that fails is written, as for every program without a handler, and fails nothing.</summary>
        public void LetTasksFail()
        {
            Loop.ExceptionHandler = null;
        }

        public void AssertNothingLeft()
        {
            AssertNoFailure();
            Assert.AreEqual(_readyLength, Loop.FreeSlots, "slots are still taken");
            Assert.AreEqual(_timerLength, Loop.FreeTimers, "timers are still set");
        }

        public void Dispose()
        {
            Loop.Close();
            AssertNoFailure();
        }

        private void Note(Coroutine task, Exception exception)
        {
            _failure = _failure ?? new Exception("task " + task.Name + ": " + exception.GetType().Name + ": " + exception.Message);
        }

        private void AssertNoFailure()
        {
            Exception failure = _failure;
            _failure = null;

            if (failure != null)
            {
                throw failure;
            }
        }

        private async Coroutine UntilAlone()
        {
            while (Loop.FreeSlots < _readyLength - 1)
            {
                await Coroutine.Yield();
            }
        }
    }
}
