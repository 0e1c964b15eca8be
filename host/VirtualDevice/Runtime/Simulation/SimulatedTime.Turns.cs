extern alias desktop;

using System;
using DesktopTimeout = desktop::System.Threading.Timeout;
using DesktopThread = desktop::System.Threading.Thread;
using SynchronizationContext = desktop::System.Threading.SynchronizationContext;

namespace UAsyncio.VirtualDevice.Runtime
{
    // Whose turn it is.
    internal sealed partial class SimulatedTime
    {
        private bool Block(object what, long until)
        {
            SimulatedThread self = s_self;
            if (!IsMine)
            {
                throw new InvalidOperationException(_isInEvent
                    ? "what the simulation calls back must not wait: it is no thread of its own"
                    : "a thread that is not the simulation's waits in it");
            }

            ThrowIfEnding(self);

            // Something that nobody pulses, where it only sleeps.
            object waiting = what ?? self;
            self.Waiting = waiting;
            self.IsWoken = false;
            SimulatedEvent timer = until == long.MaxValue ? null : After(until - Now, () => TimeOut(self, waiting));
            try
            {
                Switch(self);
            }
            finally
            {
                self.Waiting = null;
                timer?.Dispose();
            }

            return self.IsWoken;
        }

        private void TimeOut(SimulatedThread thread, object waiting)
        {
            if (thread.Waiting == waiting && !thread.IsWoken)
            {
                thread.Waiting = null;
                _ready.Add(thread);
            }
        }

        // To another that is ready, if there is one.
        private void Yield()
        {
            SimulatedThread self = s_self;
            ThrowIfEnding(self);
            if (_ready.Count == 0 && !IsHostsTurn())
            {
                return;
            }

            SimulatedThread next = Next();
            if (next != self)
            {
                _ready.Add(self);
            }

            HandOver(self, next);
        }

        // Until it is this thread's turn again.
        private void Switch(SimulatedThread self) => HandOver(self, Next());

        private void HandOver(SimulatedThread self, SimulatedThread next)
        {
            if (next != self)
            {
                next.Resume();
                self.Park();
            }

            self.TurnStart = Now;
            ThrowIfEnding(self);
            if (self == _host && _failure != null)
            {
                Exception failure = _failure;
                _failure = null;
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }
        }

        private void Exit(SimulatedThread self)
        {
            Leave(self);
            PulseAll(self);
            s_self = null;
            Next().Resume();
        }

        // The one whose turn it is; time passes until there is one.
        private SimulatedThread Next()
        {
            for (; ; )
            {
                if (_ending > 0 && _ready.Find(thread => thread.IsEnding) is { } ending)
                {
                    _ready.Remove(ending);
                    return ending;
                }

                if (IsHostsTurn())
                {
                    _ready.Remove(_host);
                    return _host;
                }

                if (_exclusive == null ? _ready.Count > 0 : _ready.Contains(_exclusive))
                {
                    SimulatedThread next = _exclusive ?? _ready[_ready.Count == 1 ? 0 : _random.Next(_ready.Count)];
                    _ready.Remove(next);
                    return next;
                }

                if (!RunNext())
                {
                    _failure = new InvalidOperationException("nothing can happen any more: every thread waits for good");
                }
            }
        }

        // A host that lets time pass is told at once.
        private bool IsHostsTurn()
        {
            if (_failure == null && _condition != null)
            {
                bool wasInEvent = _isInEvent;
                _isInEvent = true;
                try
                {
                    _isMet = _condition();
                }
                catch (Exception e)
                {
                    _failure = e;
                }
                finally
                {
                    _isInEvent = wasInEvent;
                }
            }

            return _failure != null || _isMet && _condition != null;
        }

        private bool RunDue()
        {
            bool hasRun = false;
            while (_events.TryPeek(out SimulatedEvent next, out (long Time, int, long) when))
            {
                if (!next.IsPending)
                {
                    _events.Dequeue();
                }
                else if (when.Time > Now)
                {
                    break;
                }
                else
                {
                    hasRun = true;
                    RunNext();
                }
            }

            return hasRun;
        }

        // False when there is none.
        private bool RunNext()
        {
            SimulatedEvent next;
            (long Time, int, long) when;
            do
            {
                if (!_events.TryDequeue(out next, out when))
                {
                    return false;
                }
            }
            while (!next.IsPending);

            Now = Math.Max(Now, when.Time);
            SynchronizationContext before = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(_context);
            _isInEvent = true;
            try
            {
                next.Run();
            }
            catch (Exception e)
            {
                Fail(e);
            }
            finally
            {
                _isInEvent = false;
                SynchronizationContext.SetSynchronizationContext(before);
            }

            return true;
        }

        private void ThrowIfEnding(SimulatedThread self)
        {
            if (!self.IsEnding)
            {
                return;
            }

            if (++self.Endings > MostEndings)
            {
                // It catches whatever it is told, and tries again: it never will.
                Leave(self);
                Next().Resume();
                DesktopThread.Sleep(DesktopTimeout.Infinite);
            }

            throw new SimulationEndedException();
        }

        private void Leave(SimulatedThread self)
        {
            self.HasEnded = true;
            _threads.Remove(self);
            _ending -= self.IsEnding ? 1 : 0;
        }

        // The host lets those that are to end have their turns.
        private void AwaitEndings()
        {
            _ready.Add(_host);
            SimulatedThread next = Next();
            if (next != _host)
            {
                next.Resume();
                _host.Park();
            }
        }
    }
}
