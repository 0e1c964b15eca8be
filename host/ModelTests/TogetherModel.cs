using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace UAsyncio.ModelTests
{
    /// <summary>
    /// What WhenAll, WhenAllSettled, WhenAny, WhenAnyOnly, TaskGroup, Shield and TimeLimit should do, written as simply as can be: lists, no
    /// coroutines. It says what HostTogether says. Here is what happens to the one who waits; its turns and the children are in the other parts.
    /// </summary>
    internal sealed partial class TogetherModel
    {
        private readonly StringBuilder _log = new();
        private readonly List<string> _reported = [];

        // Who has its turn in the next pass, in one the first few of them in this; null is the waiter.
        private readonly List<TogetherChild?> _ready = [null];
        private int _thisPass;

        private TaskStatus _status = TaskStatus.Scheduled;
        private Outcome _outcome;
        private Place _place;
        private bool _isCanceled;
        private char _body;

        // A failure of a group comes out if somebody joins; what nobody is told is reported.
        private string? _failure;
        private bool _isJoined;
        private bool _isClosing;
        private TogetherChild? _told;

        private Limit _limit;
        private bool _isTimerSet;
        private bool _isDue;

        public TogetherModel(string kind, bool isLimited)
        {
            Kind = kind;
            IsTimed = isLimited || kind == "limit";
        }

        private enum Place
        {
            Body,
            Changed,
            Closing,
            Child,
        }

        private enum Limit
        {
            None,
            Set,
            Expired,
            Canceled,
            Over,
        }

        public string Kind { get; }

        public bool IsTimed { get; }

        /// <summary>Gets what HostTogether should have said in the end.</summary>
        public string Log
        {
            get
            {
                IEnumerable<string> untold = Kind is "any" or "shield" ? _children.Where(child => child is { HasFailed: true } && child != _told).Select(child => child!.Result) : [];
                string ends = string.Concat(_children.Select(child => (child?.End ?? "none") + " "));
                return $"{_log}{ends}clean reported: {string.Concat(_reported.Concat(untold).Order(StringComparer.Ordinal).Select(text => text + " "))}";
            }
        }

        public void Do(TogetherAction action)
        {
            TogetherChild? child = action.Child < 0 ? null : _children[action.Child];

            switch (action.Code)
            {
                case TogetherAction.Pass:
                    Pass();
                    break;
                case TogetherAction.End:
                case TogetherAction.Fail:
                    Order(_orders, action.Child, action.Code == TogetherAction.Fail, false);
                    break;
                case TogetherAction.Clean:
                case TogetherAction.FailCleanup:
                    Order(_cleanups, action.Child, action.Code == TogetherAction.FailCleanup, true);
                    break;
                case TogetherAction.CancelChild:
                    Note(child == null || child.Status == TaskStatus.Ended ? "-" : "c");
                    CancelChild(child);
                    break;
                case TogetherAction.Cancel:
                    Note(_status == TaskStatus.Ended ? "-" : "c");
                    Cancel();
                    break;
                case TogetherAction.Time:
                    _isDue |= _isTimerSet;
                    break;
                case TogetherAction.Body:
                case TogetherAction.FailBody:
                    _body = _body != 0 ? _body : action.Code == TogetherAction.Body ? 'r' : 'f';
                    Wake(Place.Body);
                    break;
                case TogetherAction.Add:
                    Add();
                    break;
                default:
                    Note(_limit == Limit.None ? "refused" : _isTimerSet ? "moved" : "late");
                    _isDue = false;
                    break;
            }
        }

        private void Note(string what) => _log.Append(what).Append(' ');

        private void Pass()
        {
            if (_isDue)
            {
                _isDue = _isTimerSet = false;
                Expire();
            }

            for (_thisPass = _ready.Count; _thisPass > 0;)
            {
                TogetherChild? child = _ready[0];
                _ready.RemoveAt(0);
                _thisPass--;

                if (child != null)
                {
                    Turn(child);
                }
                else if (_status == TaskStatus.Scheduled)
                {
                    Begin();
                }
                else
                {
                    GoOn(_outcome == Outcome.Canceled);
                }
            }
        }

        private void Unready(TogetherChild? child)
        {
            int place = _ready.IndexOf(child);
            _ready.RemoveAt(place);
            _thisPass -= place < _thisPass ? 1 : 0;
        }

        // An expiry is a cancellation, and none on top of another. A shield's result that has come in the same pass wins.
        private void Expire()
        {
            bool isNew = Kind == "limit" ? Interrupt(_children[0]!) : Kind == "shield" ? Wake(Place.Child, Outcome.Canceled) : Interrupt();
            _limit = _limit == Limit.Canceled ? Limit.Canceled : isNew ? Limit.Expired : Limit.Over;
        }

        private void Cancel()
        {
            if (_status == TaskStatus.Ended)
            {
                return;
            }

            if (_status == TaskStatus.Scheduled)
            {
                Unready(null);
                _status = TaskStatus.Ended;
                return;
            }

            _limit = _limit == Limit.None ? Limit.None : Limit.Canceled;

            if (Kind == "limit")
            {
                Interrupt(_children[0]!);
            }
            else
            {
                Interrupt();
            }
        }

        private bool Interrupt()
        {
            bool isNew = _status == TaskStatus.Waiting || _outcome != Outcome.Canceled;

            if (!Wake(_place, Outcome.Canceled))
            {
                _outcome = Outcome.Canceled;
            }

            return isNew;
        }

        private bool Wake(Place place, Outcome outcome = Outcome.Given)
        {
            if (_status != TaskStatus.Waiting || _place != place)
            {
                return false;
            }

            _status = TaskStatus.Woken;
            _outcome = outcome;
            _ready.Add(null);
            return true;
        }

        private void Park(Place place)
        {
            _status = TaskStatus.Waiting;
            _place = place;
        }
    }
}
