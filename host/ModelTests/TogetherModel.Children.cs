using System.Collections.Generic;
using System.Linq;

namespace UAsyncio.ModelTests
{
    /// <content>The children.</content>
    internal sealed partial class TogetherModel
    {
        private readonly TogetherChild?[] _children = new TogetherChild?[3];
        private readonly char[] _orders = new char[3];
        private readonly char[] _cleanups = new char[3];

        // Those whose end has not been seen, and the first whose end was.
        private readonly List<TogetherChild> _members = [];
        private TogetherChild? _first;

        public int MostChildren => Kind is "shield" or "limit" ? 1 : 3;

        public bool HasCleanup(int child) => child > 0 || MostChildren == 1;

        private void Create(int number)
        {
            TogetherChild child = new(number);
            _children[number] = child;
            _ready.Add(child);

            if (MostChildren > 1)
            {
                _members.Add(child);
            }
        }

        private void Add()
        {
            if (_status == TaskStatus.Scheduled || _children[0] == null || _children[2] != null)
            {
                Note("-");
            }
            else if (_isClosing)
            {
                Note("closing");
            }
            else
            {
                Create(2);
                Note("added");
            }
        }

        // The first order counts.
        private void Order(char[] orders, int number, bool fails, bool isCleaning)
        {
            orders[number] = orders[number] != 0 ? orders[number] : fails ? 'f' : 'r';

            if (_children[number] is { Status: TaskStatus.Waiting } child && child.IsCleaning == isCleaning)
            {
                child.Status = TaskStatus.Woken;
                child.Outcome = Outcome.Given;
                _ready.Add(child);
            }
        }

        private void CancelChild(TogetherChild? child)
        {
            if (child == null || child.Status == TaskStatus.Ended)
            {
                return;
            }

            if (child.Status != TaskStatus.Scheduled)
            {
                Interrupt(child);
                return;
            }

            // It never runs; a member learns of it in its turn.
            child.Status = TaskStatus.Ended;
            child.How = 'c';

            if (Kind == "shield")
            {
                Unready(child);
                Wake(Place.Child);
            }
        }

        private bool Interrupt(TogetherChild child)
        {
            bool isNew = child.Status == TaskStatus.Waiting || child.Outcome != Outcome.Canceled;

            if (child.Status == TaskStatus.Waiting)
            {
                child.Status = TaskStatus.Woken;
                _ready.Add(child);
            }

            child.Outcome = Outcome.Canceled;
            return isNew;
        }

        // Each once: it may need its time to clean up.
        private void CancelMembers()
        {
            _isClosing = true;

            foreach (TogetherChild child in _members.Where(child => !child.IsCanceling).ToArray())
            {
                child.IsCanceling = true;

                if (child.Status is TaskStatus.Scheduled or TaskStatus.Ended)
                {
                    Unready(child);
                    _members.Remove(child);
                    child.Status = TaskStatus.Ended;
                    child.How = 'c';
                }
                else
                {
                    Interrupt(child);
                }
            }
        }

        private void Turn(TogetherChild child)
        {
            TaskStatus before = child.Status;
            child.Status = TaskStatus.Running;

            if (before == TaskStatus.Ended)
            {
                End(child, 'c');
            }
            else if (before == TaskStatus.Scheduled || child.Outcome == Outcome.Given)
            {
                Obey(child);
            }
            else if (child.IsCleaning)
            {
                End(child, 'c');
            }
            else
            {
                Note(child.Number + "!");
                child.IsCleaning = true;
                Obey(child);
            }
        }

        private void Obey(TogetherChild child)
        {
            char order = !child.IsCleaning ? _orders[child.Number] : HasCleanup(child.Number) ? _cleanups[child.Number] : 'r';

            if (order == 0)
            {
                child.Status = TaskStatus.Waiting;
                return;
            }

            char how = !child.IsCleaning ? order : order == 'f' ? 'x' : 'c';
            Note(child.Number + "=" + how);
            End(child, how);
        }

        private void End(TogetherChild child, char how)
        {
            child.Status = TaskStatus.Ended;
            child.How = how;
            _members.Remove(child);
            _first ??= child;

            switch (Kind)
            {
                case "limit":
                    GoOn(how == 'c');
                    return;
                case "shield":
                    Wake(Place.Child);
                    return;
                case "only" when child.HasFailed && child != _first:
                    _reported.Add(child.Result);
                    break;
            }

            if (!Wake(Place.Changed))
            {
                Wake(Place.Closing);
            }

            if (Kind == "only" && child == _first)
            {
                CancelMembers();
            }

            bool isFailure = Kind switch
            {
                "all" => child.HasFailed || (how == 'c' && !child.IsCanceling),
                "settled" => child.HasFailed && child.IsCanceling,
                _ => Kind == "group" && child.HasFailed,
            };

            // A failure takes the place of a cancellation.
            if (isFailure && _failure != null && (_failure != "canceled" || !child.HasFailed))
            {
                _reported.Add(child.Result);
            }
            else if (isFailure)
            {
                _failure = child.Result;
                CancelMembers();
            }
        }
    }
}
