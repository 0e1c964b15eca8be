using System;
using System.ComponentModel;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Something that is tried until it can be done: a read, a write, an accept. It is tried when it is awaited and then
    /// on every pass of the loop, and its coroutine is woken once, when it is done or has failed.
    /// </summary>
    /// <remarks>
    /// It is made once and used again and again, by one coroutine at a time: awaiting allocates nothing. Because an
    /// event is delivered to the operation and the operation then leaves the poller, a hang-up cannot wake anybody twice.
    /// </remarks>
    public abstract class IoOperation : IntAwaitable
    {
        /// <summary>What <see cref="Try"/> returns when it has to be tried again.</summary>
        protected const int Pending = -1;

        /// <summary>True while a coroutine waits here.</summary>
        public bool IsBusy => Waiter != null && Waiter._awaiting == this && Waiter._state >= 0;

        /// <summary>Tries once, without waiting.</summary>
        /// <returns>The result, 0 or more; <see cref="Pending"/> when it has to be tried again. What it throws is the outcome.</returns>
        protected abstract int Try();

        /// <summary>
        /// Takes a result back that nobody will get: its coroutine was cancelled before its turn. Entirely, or, if it throws, not at all.
        /// </summary>
        /// <param name="result">What <see cref="Try"/> returned.</param>
        protected virtual void Undo(int result)
        {
        }

        /// <summary>
        /// Gives back what attempts that are not done have taken so far: memory was too short to go on, and the await fails by that. Entirely, or, if it
        /// throws, not at all.
        /// </summary>
        protected virtual void PutBack()
        {
        }

        /// <summary>
        /// Finds the next operation that may be ready, of those that are parked: asked of the one at the index, it may look over all that
        /// follow and that it knows how to ask, so that a pass costs one call for each of them. It does not throw.
        /// </summary>
        /// <param name="parked">The operations.</param>
        /// <param name="index">The index of this one.</param>
        /// <param name="count">How many there are.</param>
        /// <returns>The index of the first that is to be tried; <paramref name="count"/> when there is none.</returns>
        protected internal virtual int FindReady(IoOperation[] parked, int index, int count)
        {
            return index;
        }

        /// <inheritdoc/>
        public override bool BeginAwait(Coroutine waiter)
        {
            if (Waiter != null && IsBusy)
            {
                throw new InvalidOperationException("another coroutine waits here");
            }

            EventLoop loop = EventLoop.Running;
            int result = Pending;

            try
            {
                result = Try();

                if (result == Pending)
                {
                    if (DevicePoller.s_debug)
                    {
                        Trace("parked on ", waiter);
                    }

                    loop._poller.Add(this);
                }
                else if (--loop._atOnce >= 0)
                {
                    Outcome = result;
                    return true;
                }
                else
                {
                    // A coroutine that always finds its I/O ready has a turn of the loop now and then all the same.
                    loop._queue.Push(waiter);
                }
            }
            catch (OutOfMemoryException)
            {
                // Nobody gets it: where memory is too short for that too, again; so it is below.
                for (int attempts = EventLoop.MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        if (result == Pending)
                        {
                            PutBack();
                        }
                        else
                        {
                            Undo(result);
                        }

                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                throw;
            }

            Outcome = result;
            Waiter = waiter;
            return false;
        }

        /// <inheritdoc/>
        protected internal override bool Unpark(Coroutine waiter)
        {
            if (Outcome != Pending || Waiter != waiter)
            {
                return false;
            }

            EventLoop.Running._poller.Remove(this);
            Waiter = null;
            return true;
        }

        /// <inheritdoc/>
        protected internal override void Undo(Coroutine waiter)
        {
            Undo(Outcome);
            Waiter = null;
        }

        /// <summary>Tries now, if a coroutine waits here: what it works on was closed.</summary>
        public void Retry()
        {
            if (Waiter == null || Outcome != Pending)
            {
                return;
            }

            EventLoop loop = EventLoop.Running;
            Interruption failure = Attempt();

            if (Outcome != Pending || failure != null)
            {
                loop._poller.Remove(this);
                Deliver(loop._queue, failure);
            }
        }

        /// <summary>Tries for the coroutine that waits here, and keeps what comes of it.</summary>
        /// <returns>The exception that is to be delivered; null when there is none.</returns>
        internal Interruption Attempt()
        {
            try
            {
                Outcome = Try();
                return null;
            }
            catch (Exception exception)
            {
                for (int attempts = EventLoop.MaxFailures; exception is OutOfMemoryException && attempts > 0; attempts--)
                {
                    try
                    {
                        PutBack();
                        break;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
                }

                // An exception may come once only: where memory is too short to deliver it, that is tried again.
                for (int attempts = EventLoop.MaxFailures; ; attempts--)
                {
                    try
                    {
                        return new Interruption(exception);
                    }
                    catch (OutOfMemoryException)
                    {
                        if (attempts == 0)
                        {
                            throw;
                        }
                    }
                }
            }
        }

        internal void Trace(string what, Coroutine waiter)
        {
            Console.WriteLine(waiter.Name + " " + what + GetType().Name);
        }

        /// <summary>Whether an attempt has to be made again.</summary>
        internal bool IsPending
        {
            [Inline]
            get => Outcome == Pending;
        }

        /// <summary>Wakes the coroutine that waits here: the poller has let it go.</summary>
        [Inline]
        [Commit]
        internal void Deliver(EventQueue queue, Interruption failure)
        {
            Coroutine waiter = Waiter;
            queue.Push(waiter);

            if (failure != null)
            {
                // Who waited has the exception, and this is free.
                waiter.PutInterruption(failure);
                Waiter = null;
            }
        }
    }
}
