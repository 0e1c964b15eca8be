using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// A put or a get, as a coroutine written by hand: what it got is its result, which an await takes without a call, so that no item is
    /// lost when memory is short.
    /// </summary>
    internal sealed class QueueOperation : Coroutine
    {
        private readonly AsyncQueue _queue;

        // A put's until it is done, a get's once it is.
        internal object Item;
        internal Exception Failure;
        internal QueueOperation Next;

        // Woken for an item, or a place, that is kept for it.
        internal bool IsPromised;

        internal QueueOperation(AsyncQueue queue)
        {
            _queue = queue;
        }

        // One that has ended has no item; only a put fails.
        internal override string Method => Item == null && !IsFaulted ? nameof(AsyncQueue.GetAsync) : nameof(AsyncQueue.PutAsync);

        /// <summary>Whether who awaited it has gone on; if so, it is as new.</summary>
        internal bool CanBeUsedAgain()
        {
            Coroutine parent = (Coroutine)_link;

            if (parent._awaiting == this && parent._state >= 0)
            {
                return false;
            }

            _awaiting = null;
            _link = null;
            _state = NotStarted;
            return true;
        }

        protected internal override void MoveNext()
        {
            object failure = null;

            if (_state < 0)
            {
                QueueLine line = _queue.LineOf(this);

                if (!_queue.Begin(this))
                {
                    _awaiting = line;
                    _state = 0;
                    return;
                }
            }
            else if (_awaiting is Interruption)
            {
                failure = ((Interruption)_awaiting)._awaiting;
            }
            else
            {
                _queue.End(this);
            }

            Commit.Begin();
            failure = failure ?? Failure;
            _awaiting = failure ?? Item;
            _state = failure == null ? Succeeded : Faulted;
            Item = null;
            Failure = null;
            IsPromised = false;

            // A group's member asks later what came of it.
            if (_link is Coroutine && !(_link is TaskGroupMember))
            {
                _queue.Keep(this);
            }

            Commit.End();
        }
    }
}
