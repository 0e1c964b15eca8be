using System;

namespace UAsyncio.Nano
{
    // What the operations need, which wait in its lines.
    public sealed partial class AsyncQueue
    {
        /// <summary>Tries what an operation is for.</summary>
        /// <returns>False when it has to wait; it is in its line then.</returns>
        internal bool Begin(QueueOperation operation)
        {
            object item = operation.Item;

            if (item == null)
            {
                if (HasItem)
                {
                    operation.Item = Get();
                    return true;
                }

                if (_isClosed)
                {
                    return true;
                }
            }
            else if (_isClosed)
            {
                operation.Failure = Closed();
                return true;
            }
            else if (HasPlace)
            {
                Put(item);
                operation.Item = null;
                return true;
            }

            LineOf(operation).Add(operation);
            return false;
        }

        /// <summary>Does what an operation was woken for. If it throws, nothing has changed.</summary>
        internal void End(QueueOperation operation)
        {
            if (operation.Item != null)
            {
                // Its place was kept; with drop-oldest nobody waits for one.
                if (_isClosed)
                {
                    // Who gets has been told meanwhile that nothing more will come.
                    operation.Failure = Closed();
                    _promisedPlaces--;
                    return;
                }

                _promisedPlaces--;

                try
                {
                    Put(operation.Item);
                }
                catch (OutOfMemoryException)
                {
                    _promisedPlaces++;
                    throw;
                }

                operation.Item = null;
            }
            else if (operation.IsPromised)
            {
                operation.Item = Get();
                _promisedItems--;
            }
            else if (HasItem)
            {
                // Woken by Close.
                operation.Item = Get();
            }
        }

        /// <summary>What was promised goes to the next one.</summary>
        internal void Undo(QueueOperation operation)
        {
            if (!operation.IsPromised)
            {
                return;
            }

            bool isPut = operation.Item != null;
            QueueOperation next = (QueueOperation)LineOf(operation).WakeFirst();
            operation.IsPromised = false;

            if (next != null)
            {
                next.IsPromised = true;
            }
            else if (isPut)
            {
                _promisedPlaces--;
            }
            else
            {
                _promisedItems--;
            }
        }

        /// <summary>Keeps an operation that has ended.</summary>
        [Inline]
        internal void Keep(QueueOperation operation)
        {
            operation.Next = _free;
            _free = operation;
        }

        internal QueueLine LineOf(QueueOperation operation)
        {
            return operation.Item == null ? _getters : _putters;
        }

        private QueueOperation Operation(object item)
        {
            QueueOperation operation = _free;

            if (operation == null || !operation.CanBeUsedAgain())
            {
                operation = new QueueOperation(this);
            }
            else
            {
                _free = operation.Next;
            }

            operation.Item = item;
            return operation;
        }
    }
}
