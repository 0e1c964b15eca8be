using System.Collections.Generic;

namespace UAsyncio.ModelTests
{
    /// <summary>One end of a queue with room for one item: where items are got, or where they are put.</summary>
    internal sealed class QueueModel : Primitive
    {
        private readonly bool _drops;
        private readonly bool _isPut;
        private readonly QueueModel _shared;
        private readonly Queue<string> _items = [];
        private QueueModel? _other;

        // Items, or places, that somebody was woken for who has not had its turn yet.
        private int _promised;
        private int _number;
        private int _dropped;
        private bool _isClosed;

        public QueueModel(Model model, bool drops, QueueModel? other, bool isPut = false)
            : base(model)
        {
            _drops = drops;
            _isPut = isPut;
            _other = other;
            _shared = other ?? this;

            if (other != null)
            {
                other._other = this;
            }
        }

        public override bool IsCoroutine => true;

        // What an item says makes no difference.
        public override string Key(int[] names) => _promised + (_isPut ? "" : "/" + _items.Count + (_isClosed ? "c" : ""));

        private QueueModel? Getters => _isPut ? _other : this;

        private QueueModel? Putters => _isPut ? this : _other;

        private bool HasItem => _shared._items.Count > (Getters?._promised ?? 0);

        private bool HasPlace => _shared._drops || _shared._items.Count + (Putters?._promised ?? 0) < 1;

        public override string? Begin(ModelTask task)
        {
            if (!_isPut)
            {
                return HasItem ? Get() : _shared._isClosed ? "closed" : null;
            }

            if (_shared._isClosed)
            {
                return "refused";
            }

            if (!HasPlace)
            {
                return null;
            }

            Put("t" + task.Number);
            return "ok";
        }

        public override string End(ModelTask task)
        {
            if (_isPut)
            {
                _promised--;

                if (_shared._isClosed)
                {
                    return "refused";
                }

                Put("t" + task.Number);
                return "ok";
            }

            if (task.Outcome == Outcome.Given)
            {
                string item = Get();
                _promised--;
                return item;
            }

            return HasItem ? Get() : "closed";
        }

        public override string Wake()
        {
            if (_isPut)
            {
                return HasItem ? Get() : "empty";
            }

            if (_shared._isClosed || !HasPlace)
            {
                return "full";
            }

            Put("v" + (_number++ % 3));
            return "ok";
        }

        public override string Other()
        {
            if (!_shared._isClosed)
            {
                Putters?.GiveAll(Outcome.Refused);
                Getters?.GiveAll(Outcome.Closed);
                _shared._isClosed = true;
            }

            return "ok";
        }

        public override void Undo(ModelTask task) => _promised -= Give() ? 0 : 1;

        public override string ToString() => _shared._items.Count + (_shared._isClosed ? "closed" : "open") + _shared._dropped;

        private void Put(string item)
        {
            if (_shared._items.Count == 1)
            {
                _shared._items.Dequeue();
                _shared._dropped++;
            }
            else if (Getters is { } getters && getters.Give())
            {
                getters._promised++;
            }

            _shared._items.Enqueue(item);
        }

        private string Get()
        {
            if (Putters is { } putters && putters.Give())
            {
                putters._promised++;
            }

            return _shared._items.Dequeue();
        }
    }
}
