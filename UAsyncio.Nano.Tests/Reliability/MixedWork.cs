using System;
using System.Threading;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>
    /// The part of the mixed program that has no network: primitives and groups, under cancellations and limits at random. Each checks what
    /// it promises.
    /// </summary>
    internal sealed partial class MixedWork
    {
        /// <summary>In ms: what is shielded goes on for twice as long at the most.</summary>
        public const int Pause = 60;

        private const int Workers = 3;

        private readonly AsyncLock _lock = new AsyncLock();
        private readonly AsyncLock _guard = new AsyncLock();
        private readonly AsyncCondition _condition;
        private readonly AsyncSemaphore _semaphore = new AsyncSemaphore(2, 2);
        private readonly AsyncQueue _queue = new AsyncQueue(3);
        private readonly AsyncBarrier _barrier = new AsyncBarrier(2);
        private readonly Broadcast _broadcast = new Broadcast(4);
        private readonly ThreadSafeQueue _signals = new ThreadSafeQueue(64);
        private readonly Thread _thread;
        private readonly Coroutine[] _disturbed = new Coroutine[3 * Workers];
        private readonly int[] _got = new int[Workers];
        private int _random;
        private int _inside;
        private int _places;
        private int _guarded;
        private bool _isStopped;

        public MixedWork(int seed)
        {
            _random = seed;
            _condition = new AsyncCondition(_guard);

            for (int i = 0; i < Workers; i++)
            {
                _disturbed[i] = HostMixedProgram.Add(HoldAsync());
                _disturbed[Workers + i] = HostMixedProgram.Add(EnterAsync());
                _disturbed[2 * Workers + i] = HostMixedProgram.Add(PutAsync(i));
                HostMixedProgram.Add(ChangeAsync(i == 0));
            }

            HostMixedProgram.Add(GetAsync());
            HostMixedProgram.Add(MeetAsync());
            HostMixedProgram.Add(MeetAsync());
            HostMixedProgram.Add(TellAsync());
            HostMixedProgram.Add(HearAsync());
            HostMixedProgram.Add(GroupAsync());
            HostMixedProgram.Add(LimitAsync());
            HostMixedProgram.Add(SignalsAsync());
            HostMixedProgram.Add(DisturbAsync());
            _thread = new Thread(Signal);
            _thread.Start();
        }

        public void Stop()
        {
            _isStopped = true;
        }

        private static void Expect(bool holds, string what)
        {
            if (!holds)
            {
                HostMixedProgram.Fail(what);
            }
        }

        private async Coroutine HoldAsync()
        {
            while (!_isStopped)
            {
                if (!await IsGivenAsync(_lock))
                {
                    continue;
                }

                using (_lock)
                {
                    Expect(++_inside == 1, "lock: " + _inside + " inside");
                    await QuietlyAsync();
                    _inside--;
                }

                HostMixedProgram.Done(MixedPart.Lock);
            }
        }

        private async Coroutine EnterAsync()
        {
            while (!_isStopped)
            {
                if (!await IsGivenAsync(_semaphore))
                {
                    continue;
                }

                Expect(++_places <= 2, "semaphore: " + _places + " inside");
                await QuietlyAsync();
                _places--;
                _semaphore.Release();
                HostMixedProgram.Done(MixedPart.Semaphore);
            }
        }

        // One changes a number, the others wait until it is theirs.
        private async Coroutine ChangeAsync(bool isFirst)
        {
            int seen = 0;

            for (; ; )
            {
                await _guard.AcquireAsync();

                using (_guard)
                {
                    if (isFirst)
                    {
                        _guarded++;
                        _condition.NotifyAll();
                    }
                    else
                    {
                        while (_guarded == seen)
                        {
                            await _condition.WaitAsync();
                        }

                        seen = _guarded;
                        HostMixedProgram.Done(MixedPart.Condition);
                    }
                }

                if (isFirst)
                {
                    await Coroutine.Delay(Next(Pause));
                }
            }
        }

        private async Coroutine MeetAsync()
        {
            for (; ; )
            {
                await Coroutine.Delay(Next(Pause));
                await _barrier.WaitAsync();
                HostMixedProgram.Done(MixedPart.Barrier);
            }
        }

        private async Coroutine DisturbAsync()
        {
            for (; ; )
            {
                await Coroutine.Delay(Next(Pause));

                if (!_isStopped)
                {
                    _disturbed[Next(_disturbed.Length)].Cancel();
                }
            }
        }

        // Now and then under a limit; a cancellation ends it, but for the last.
        private async Coroutine<bool> IsGivenAsync(Awaitable awaitable)
        {
            try
            {
                if (Next(3) == 0)
                {
                    await awaitable.WaitAsync(Next(Pause));
                }
                else
                {
                    await awaitable;
                }

                return true;
            }
            catch (CanceledException)
            {
                ThrowIfStopped();
            }
            catch (TimeoutException)
            {
            }

            return false;
        }

        private async Coroutine QuietlyAsync()
        {
            try
            {
                await Coroutine.Delay(Next(Pause));
            }
            catch (CanceledException)
            {
            }
        }

        private void ThrowIfStopped()
        {
            if (_isStopped)
            {
                throw new CanceledException();
            }
        }

        private int Next(int bound)
        {
            _random = _random * 1103515245 + 12345;
            return ((_random >> 16) & 0x7FFF) % bound;
        }
    }
}
