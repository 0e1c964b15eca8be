using System;
using System.Collections.Generic;
using System.Linq;

namespace UAsyncio.ModelTests
{
    internal sealed class LockModel(Model model) : Primitive(model)
    {
        private bool _isHeld;

        // Who holds it and has not had its turn yet. Others may release it: then it has nothing to give back.
        private ModelTask? _given;

        public override string Key(int[] names) => this + (_given == null ? "" : " " + names[_given.Number]);

        public override string? Begin(ModelTask task)
        {
            string? result = _isHeld ? null : "ok";
            _isHeld = true;
            return result;
        }

        public override string End(ModelTask task)
        {
            _given = _given == task ? null : _given;
            return "ok";
        }

        public override string Wake()
        {
            string result = _isHeld ? "ok" : "refused";
            _given = Line.FirstOrDefault();
            _isHeld &= Give();
            return result;
        }

        public override void Undo(ModelTask task)
        {
            if (_given == task)
            {
                Wake();
            }
        }

        public override string ToString() => (_isHeld ? "held" : "free") + Line.Count;
    }

    internal sealed class SemaphoreModel(Model model) : Primitive(model)
    {
        private const int Most = 2;

        private int _free = 1;

        public override string? Begin(ModelTask task) => Other() == "ok" ? "ok" : null;

        public override string Wake()
        {
            if (Give())
            {
                return "ok";
            }

            bool isFull = _free == Most;
            _free += isFull ? 0 : 1;
            return isFull ? "refused" : "ok";
        }

        public override string Other()
        {
            bool isFree = _free > 0;
            _free -= isFree ? 1 : 0;
            return isFree ? "ok" : "none";
        }

        public override void Undo(ModelTask task) => Wake();

        public override string ToString() => _free + "/" + Line.Count;
    }

    internal sealed class EventModel(Model model, bool isAuto) : Primitive(model)
    {
        private bool _isSet;

        public override string? Begin(ModelTask task)
        {
            string? result = _isSet ? "ok" : null;
            _isSet &= !isAuto;
            return result;
        }

        public override string Wake()
        {
            if (isAuto)
            {
                _isSet |= !Give();
            }
            else
            {
                GiveAll();
                _isSet = true;
            }

            return "ok";
        }

        public override string Other()
        {
            _isSet = false;
            return "ok";
        }

        public override void Undo(ModelTask task)
        {
            if (isAuto)
            {
                Wake();
            }
        }

        public override string ToString() => (_isSet ? "set" : "unset") + Line.Count;
    }

    internal sealed class BarrierModel(Model model) : Primitive(model)
    {
        private bool _isBroken;

        public override string? Begin(ModelTask task)
        {
            if (_isBroken)
            {
                return "refused";
            }

            string? result = Line.Count == 1 ? "ok" : null;

            if (result != null)
            {
                GiveAll();
            }

            return result;
        }

        public override string Wake()
        {
            GiveAll(Outcome.Refused);
            _isBroken = false;
            return "ok";
        }

        public override string Other()
        {
            GiveAll(Outcome.Refused);
            _isBroken = true;
            return "ok";
        }

        public override string ToString() => (_isBroken ? "broken" : "whole") + Line.Count;
    }

    internal sealed class BroadcastModel(Model model) : Primitive(model)
    {
        private const int Room = 2;

        private readonly int[] _next = new int[Model.Tasks];
        private readonly int[] _lost = new int[Model.Tasks];
        private int _published;

        // How far each is behind. What was published makes no difference.
        public override string Key(int[] names) => string.Concat(names.Zip(_next).OrderBy(one => one.First).Select(one => Math.Min(_published - one.Second, Room + 1)));

        public override string? Begin(ModelTask task) => _next[task.Number] == _published ? null : End(task);

        public override string End(ModelTask task)
        {
            int behind = _published - _next[task.Number];

            if (behind > Room)
            {
                _lost[task.Number] += behind - Room;
                _next[task.Number] += behind - Room;
            }

            return behind == 0 ? "none" : "v" + (_next[task.Number]++ % 3);
        }

        public override string Wake()
        {
            GiveAll();
            _published++;
            return "ok";
        }

        public override string ToString() => string.Join(',', _lost);
    }

    internal class FlagModel(Model model) : Primitive(model)
    {
        private bool _isKnown;

        protected bool IsSet { get; set; }

        public override string Key(int[] names) => (IsSet ? "s" : "") + (_isKnown ? "k" : "");

        public override string? Begin(ModelTask task)
        {
            if (Line.Count > 0)
            {
                return "refused";
            }

            _isKnown = true;
            bool isSet = IsSet;
            IsSet = false;
            return isSet ? End(task) : null;
        }

        public override string Wake()
        {
            Set();
            return "ok";
        }

        public override string Other()
        {
            IsSet = false;
            return "ok";
        }

        public override void Undo(ModelTask task) => Set();

        public override void Deliver()
        {
            if (IsSet && Give())
            {
                IsSet = false;
            }
        }

        public override string ToString() => IsSet ? "set" : "unset";

        protected void Set()
        {
            IsSet = true;

            if (_isKnown)
            {
                Model.Signal(this);
            }
        }
    }

    /// <summary>What is filled from other threads: a flag, and room for two.</summary>
    internal sealed class BufferModel(Model model, bool isRing) : FlagModel(model)
    {
        private readonly Queue<int> _items = [];
        private int _number;
        private int _lost;

        // What an item says makes no difference.
        public override string Key(int[] names) => base.Key(names) + _items.Count;

        public override string? Begin(ModelTask task)
        {
            // There is something: so the flag is set.
            IsSet |= _items.Count > 0;
            return base.Begin(task);
        }

        public override string End(ModelTask task) => _items.TryDequeue(out int item) ? (isRing ? "" : "v") + item : "none";

        public override string Wake()
        {
            int item = _number++ % 3;

            if (_items.Count == 2)
            {
                _lost++;
                return "full";
            }

            _items.Enqueue(item);
            Set();
            return "ok";
        }

        public override string Other() => "ok";

        public override string ToString() => _items.Count + "-" + _lost;
    }
}
