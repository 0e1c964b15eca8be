namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>A primitive of one kind, by what all have in common: somebody waits, somebody wakes.</summary>
    internal sealed class ShortPrimitive
    {
        // Each in each of the ways in which it can be waited for. The last one is for who holds its lock, and so not for a task that another one makes.
        private static readonly string[] s_kinds =
        {
            "lock", "semaphore", "event", "auto event", "queue get", "queue put", "broadcast", "flag", "ring", "safe queue", "condition",
        };

        private static readonly string[] s_ways = { string.Empty, " in time", " in a limit", " or a delay" };

        private const int Long = 60000;

        private static readonly byte[] s_byte = new byte[1];

        private readonly string _kind;

        // How it is waited for.
        private readonly string _way;
        private readonly AsyncLock _lock = new AsyncLock();
        private readonly AsyncSemaphore _semaphore = new AsyncSemaphore(0);
        private readonly AsyncEvent _event;
        private readonly AsyncQueue _queue = new AsyncQueue(1);
        private readonly Broadcast _broadcast = new Broadcast(1);
        private readonly BroadcastReader _reader;
        private readonly ThreadSafeFlag _flag = new ThreadSafeFlag();
        private readonly AsyncCondition _condition;
        private readonly AsyncRing _ring = new AsyncRing(4);
        private readonly ThreadSafeQueue _safeQueue = new ThreadSafeQueue(4);
        private bool _isHeld;
        private bool _isHeldByOther;

        public ShortPrimitive(string name)
        {
            int end = name.IndexOf(" in ");
            end = end < 0 ? name.IndexOf(" or ") : end;
            _kind = end < 0 ? name : name.Substring(0, end);
            _way = end < 0 ? string.Empty : name.Substring(end);
            _event = new AsyncEvent(false, _kind == "auto event");
            _reader = _broadcast.CreateReader();
            _condition = new AsyncCondition(_lock);

            if (_kind == "queue put")
            {
                _queue.TryPut(this);
            }
        }

        /// <summary>Makes the names of all.</summary>
        public static string[] MakeNames()
        {
            string[] names = new string[s_kinds.Length * s_ways.Length - 1];

            for (int i = 0; i < names.Length; i++)
            {
                names[i] = s_kinds[i / s_ways.Length] + s_ways[i % s_ways.Length];
            }

            return names;
        }

        /// <summary>Gets how many may wait at a time.</summary>
        public int Waiters => _kind == "flag" || _kind == "ring" || _kind == "safe queue" ? 1 : 2;

        /// <summary>Gets whether a wake-up is for one of those that wait, and kept where nobody does.</summary>
        public bool Counts => Left >= 0;

        /// <summary>Gets how many wake-ups nobody has taken; -1 where they are not kept.</summary>
        public int Left
        {
            get
            {
                switch (_kind)
                {
                    case "semaphore":
                        return _semaphore.Free;
                    case "queue get":
                        return _queue.Count;
                    case "queue put":
                        return 1 - _queue.Count;
                    case "ring":
                        return _ring.Count;
                    case "safe queue":
                        return _safeQueue.Count;
                    default:
                        return -1;
                }
            }
        }

        /// <summary>Gets what is left that should not be; null for nothing.</summary>
        public string Rest => _isHeldByOther ? "a wait for a condition ended without its lock" : _lock.Holder != null || _lock.HasWaiters || _semaphore.HasWaiters || _event.HasWaiters ? _kind + ": somebody waits or holds" : null;

        /// <summary>Makes it so that others have to wait.</summary>
        public async Coroutine PrepareAsync()
        {
            if (_kind == "lock")
            {
                await _lock.AcquireAsync();
                _isHeld = true;
            }
        }

        /// <summary>Waits for one wake-up.</summary>
        public async Coroutine WaitAsync()
        {
            switch (_kind)
            {
                case "lock":
                    await InItsWayAsync(_lock.AcquireAsync());
                    Release();
                    break;
                case "semaphore":
                    await InItsWayAsync(_semaphore.AcquireAsync());
                    break;
                case "queue get":
                    await InItsWayAsync(_queue.GetAsync());
                    break;
                case "queue put":
                    await InItsWayAsync(_queue.PutAsync(this));
                    break;
                case "broadcast":
                    await InItsWayAsync(_reader.WaitToReadAsync());
                    _reader.TryRead();
                    break;
                case "flag":
                    await InItsWayAsync(_flag.WaitAsync());
                    break;
                case "ring":
                    await InItsWayAsync(_ring.WaitToReadAsync());
                    _ring.Read(s_byte, 0, 1);
                    break;
                case "safe queue":
                    await InItsWayAsync(_safeQueue.WaitToReadAsync());
                    _safeQueue.TryRead();
                    break;
                case "condition":
                    await _lock.AcquireAsync();

                    try
                    {
                        await InItsWayAsync(_condition.WaitAsync());
                    }
                    finally
                    {
                        CheckHeld();
                        Release();
                    }

                    break;
                default:
                    await InItsWayAsync(_event.WaitAsync());
                    break;
            }
        }

        /// <summary>Wakes one, or all. If it throws, nothing has changed.</summary>
        /// <returns>False when there is nothing to be done.</returns>
        public bool Wake()
        {
            switch (_kind)
            {
                case "lock":
                    if (!_isHeld)
                    {
                        return false;
                    }

                    _lock.Release();
                    _isHeld = false;
                    return true;
                case "semaphore":
                    _semaphore.Release();
                    return true;
                case "queue get":
                    return _queue.TryPut(this);
                case "queue put":
                    return _queue.TryGet() != null;
                case "broadcast":
                    _broadcast.Publish(this);
                    return true;
                case "flag":
                    _flag.Set();
                    return true;
                case "ring":
                    return _ring.Write(s_byte, 0, 1) == 1;
                case "safe queue":
                    return _safeQueue.TryPut(this);
                case "condition":
                    if (_lock.Holder == null)
                    {
                        EventLoop.Running.CreateTask(NotifyAsync());
                    }

                    return true;
                default:
                    _event.Set();

                    if (_kind == "event")
                    {
                        _event.Reset();
                    }

                    return true;
            }
        }

        /// <summary>Nobody waits any more: what the first one holds is given back.</summary>
        public void Finish()
        {
            if (_isHeld)
            {
                Wake();
            }
        }

        private async Coroutine InItsWayAsync(Awaitable wait)
        {
            Coroutine coroutine = wait as Coroutine;

            switch (_way)
            {
                case " in time":
                    await (coroutine == null ? wait.WaitAsync(Long) : coroutine.WaitAsync(Long));
                    break;
                case " or a delay":
                    await FirstAsync(coroutine ?? (VoidAwaitable)wait);
                    break;
                case " in a limit":
                    await new TimeLimit(Long).RunAsync(coroutine ?? (VoidAwaitable)wait);
                    break;
                default:
                    if (coroutine != null)
                    {
                        await coroutine;
                    }
                    else
                    {
                        await (VoidAwaitable)wait;
                    }

                    break;
            }
        }

        // However it ends: what has ended before is there.
        private static async Coroutine FirstAsync(Coroutine wait)
        {
            Coroutine[] both = { wait, Coroutine.Delay(Long) };

            try
            {
                await both[await Coroutine.WhenAnyOnly(both)];
            }
            catch (System.Exception)
            {
                if (!HasSucceeded(wait))
                {
                    throw;
                }
            }
        }

        private static bool HasSucceeded(Coroutine wait)
        {
            for (; ; )
            {
                try
                {
                    return wait.IsCompleted && !wait.IsFaulted;
                }
                catch (System.OutOfMemoryException)
                {
                }
            }
        }

        private async Coroutine NotifyAsync()
        {
            await _lock.AcquireAsync();

            try
            {
                _condition.NotifyAll();
            }
            finally
            {
                Release();
            }
        }

        private void CheckHeld()
        {
            try
            {
                _isHeldByOther |= _lock.Holder != EventLoop.Running.CurrentTask;
            }
            catch (System.OutOfMemoryException)
            {
            }
        }

        // Memory may be short: it is its holder's to try until it is free.
        private void Release()
        {
            for (; ; )
            {
                try
                {
                    _lock.Release();
                    return;
                }
                catch (System.OutOfMemoryException)
                {
                }
            }
        }
    }
}
