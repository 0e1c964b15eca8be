using System;
using nanoFramework.TestFramework;

namespace UAsyncio.Nano.Tests.Exceptions
{
    /// <summary>await using and await foreach over classes of one's own, which need no interface.</summary>
    [TestClass]
    public class AwaitUsingTests
    {
        [TestMethod]
        public void Await_using_awaits_the_disposal_however_the_block_is_left()
        {
            Log log = new Log();
            TestLoop.RunOne(MainAsync(log));
            Assert.AreEqual("in disposing disposed caught in disposing disposed 7 in disposing disposed canceled", log.Text);

            static async Coroutine MainAsync(Log log)
            {
                try
                {
                    await using (new Resource(log))
                    {
                        await Coroutine.Yield();
                        throw new ArgumentException();
                    }
                }
                catch (ArgumentException)
                {
                    log.Add("caught");
                }

                log.Add((await ReturnAsync(log)).ToString());
                Coroutine task = EventLoop.Running.CreateTask(HoldAsync(log));
                await Coroutine.Delay(1);
                task.Cancel();
                await Coroutine.WhenAllSettled(task);
                log.Add(task.IsCanceled ? "canceled" : "not canceled");
            }

            static async Coroutine<int> ReturnAsync(Log log)
            {
                await using Resource resource = new Resource(log);
                return 7;
            }

            static async Coroutine HoldAsync(Log log)
            {
                await using Resource resource = new Resource(log);
                await Coroutine.Delay(1000);
            }
        }

        [TestMethod]
        public void Await_foreach_goes_through_a_sequence_and_disposes_of_it_however_it_is_left()
        {
            Log log = new Log();
            TestLoop.RunOne(MainAsync(log));
            Assert.AreEqual("1 3 4 end 1 2 end 1 caught end", log.Text);

            static async Coroutine MainAsync(Log log)
            {
                await foreach (int value in new Sequence(4, log))
                {
                    if (value == 2)
                    {
                        continue;
                    }

                    await Coroutine.Yield();
                    log.Add(value.ToString());
                }

                await foreach (int value in new Sequence(4, log))
                {
                    if (value == 3)
                    {
                        break;
                    }

                    log.Add(value.ToString());
                }

                try
                {
                    await foreach (int value in new Sequence(-1, log))
                    {
                        log.Add(value.ToString());
                    }
                }
                catch (ArgumentException)
                {
                    log.Add("caught end");
                }
            }
        }

        private sealed class Resource
        {
            private readonly Log _log;

            public Resource(Log log)
            {
                _log = log;
                _log.Add("in");
            }

            public async Coroutine DisposeAsync()
            {
                _log.Add("disposing");
                await Coroutine.Delay(5);
                _log.Add("disposed");
            }
        }

        /// <summary>Counts to a number; to a negative one it fails behind 1.</summary>
        private sealed class Sequence
        {
            private readonly int _last;
            private readonly Log _log;

            public Sequence(int last, Log log)
            {
                _last = last;
                _log = log;
            }

            public int Current { get; private set; }

            public Sequence GetAsyncEnumerator()
            {
                return this;
            }

            public async Coroutine<bool> MoveNextAsync()
            {
                await Coroutine.Yield();

                if (_last < 0 && Current == 1)
                {
                    throw new ArgumentException();
                }

                Current++;
                return _last < 0 || Current <= _last;
            }

            public async Coroutine DisposeAsync()
            {
                await Coroutine.Yield();

                if (_last > 0)
                {
                    _log.Add("end");
                }
            }
        }
    }
}
