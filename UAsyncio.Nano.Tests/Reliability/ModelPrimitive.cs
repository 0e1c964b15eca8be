using System;

namespace UAsyncio.Nano.Tests.Reliability
{
    /// <summary>One of the primitives that are compared with a model, by what all have in common.</summary>
    internal sealed class ModelPrimitive
    {
        private readonly string _kind;
        private readonly AsyncLock _lock = new AsyncLock();
        private readonly AsyncSemaphore _semaphore = new AsyncSemaphore(1, 2);
        private readonly AsyncEvent _event;
        private readonly AsyncBarrier _barrier = new AsyncBarrier(2);
        private readonly Broadcast _broadcast = new Broadcast(2);
        private readonly BroadcastReader[] _readers = new BroadcastReader[HostModel.Tasks];
        private readonly ThreadSafeFlag _flag = new ThreadSafeFlag();
        private readonly ThreadSafeQueue _signals = new ThreadSafeQueue(2);
        private readonly AsyncRing _ring = new AsyncRing(2);
        private readonly byte[] _byte = new byte[1];
        private int _number;

        public ModelPrimitive(string kind, ModelPrimitive before)
        {
            _kind = kind;
            _event = new AsyncEvent(false, kind == "auto event");
            Queue = before?.Queue ?? new AsyncQueue(1, kind == "dropping get");

            for (int i = 0; i < _readers.Length; i++)
            {
                _readers[i] = _broadcast.CreateReader();
            }
        }

        public AsyncQueue Queue { get; }

        public bool IsGet => _kind == "queue get" || _kind == "dropping get";

        /// <summary>Gets what can be seen of it.</summary>
        public string State
        {
            get
            {
                switch (_kind)
                {
                    case "lock": return (_lock.Holder == null ? "free" : "held") + _lock.Count;
                    case "semaphore": return _semaphore.Free + "/" + _semaphore.Count;
                    case "event":
                    case "auto event": return (_event.IsSet ? "set" : "unset") + _event.Count;
                    case "barrier": return (_barrier.IsBroken ? "broken" : "whole") + _barrier.Count;
                    case "broadcast": return _readers[0].Lost + "," + _readers[1].Lost + "," + _readers[2].Lost;
                    case "flag": return _flag.IsSet ? "set" : "unset";
                    case "signals": return _signals.Count + "-" + _signals.Lost;
                    case "ring": return _ring.Count + "-" + _ring.Lost;
                    default: return Queue.Count + (Queue.IsClosed ? "closed" : "open") + Queue.Dropped;
                }
            }
        }

        /// <summary>What a task awaits.</summary>
        public Awaitable Wait(int task)
        {
            switch (_kind)
            {
                case "lock": return _lock.AcquireAsync();
                case "semaphore": return _semaphore.AcquireAsync();
                case "barrier": return _barrier.WaitAsync();
                case "broadcast": return _readers[task].WaitToReadAsync();
                case "flag": return _flag.WaitAsync();
                case "signals": return _signals.WaitToReadAsync();
                case "ring": return _ring.WaitToReadAsync();
                case "queue put": return Queue.PutAsync("t" + task);
                default: return _event.WaitAsync();
            }
        }

        /// <summary>What a task does when its await has ended.</summary>
        public string Take(int task)
        {
            switch (_kind)
            {
                case "broadcast": return (string)_readers[task].TryRead() ?? "none";
                case "signals": return (string)_signals.TryRead() ?? "none";
                case "ring": return _ring.Read(_byte, 0, 1) == 0 ? "none" : "" + _byte[0];
                default: return "ok";
            }
        }

        /// <summary>What wakes a task.</summary>
        public string Wake()
        {
            try
            {
                switch (_kind)
                {
                    case "lock":
                        _lock.Release();
                        break;
                    case "semaphore":
                        _semaphore.Release();
                        break;
                    case "barrier":
                        _barrier.Reset();
                        break;
                    case "broadcast":
                        _broadcast.Publish("v" + _number % 3);
                        _number++;
                        break;
                    case "flag":
                        _flag.Set();
                        break;
                    case "signals":
                        bool isPut = _signals.TryPut("v" + _number % 3);
                        _number++;
                        return isPut ? "ok" : "full";
                    case "ring":
                        _byte[0] = (byte)(_number % 3);
                        _number++;
                        return _ring.Write(_byte, 0, 1) == 1 ? "ok" : "full";
                    case "queue put":
                        return (string)Queue.TryGet() ?? "empty";
                    case "queue get":
                    case "dropping get":
                        bool isIn = Queue.TryPut("v" + _number % 3);
                        _number += isIn ? 1 : 0;
                        return isIn ? "ok" : "full";
                    default:
                        _event.Set();
                        break;
                }

                return "ok";
            }
            catch (InvalidOperationException)
            {
                return "refused";
            }
        }

        /// <summary>What else there is.</summary>
        public string Other()
        {
            switch (_kind)
            {
                case "semaphore": return _semaphore.TryAcquire() ? "ok" : "none";
                case "event":
                case "auto event":
                    _event.Reset();
                    break;
                case "barrier":
                    _barrier.Abort();
                    break;
                case "flag":
                    _flag.Reset();
                    break;
                case "queue get":
                case "queue put":
                case "dropping get":
                    Queue.Close();
                    break;
            }

            return "ok";
        }
    }
}
