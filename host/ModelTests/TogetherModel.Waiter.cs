using System.Linq;

namespace UAsyncio.ModelTests
{
    /// <content>The turns of the one who waits.</content>
    internal sealed partial class TogetherModel
    {
        private void Begin()
        {
            _status = TaskStatus.Running;
            _isTimerSet = IsTimed;
            _limit = IsTimed ? Limit.Set : Limit.None;
            int count = Kind == "group" ? MostChildren - 1 : MostChildren;

            for (int i = 0; i < count; i++)
            {
                Create(i);
            }

            _isJoined = Kind is "all" or "settled";

            switch (Kind)
            {
                case "limit":
                    // Its child is a part of it.
                    Unready(_children[0]);
                    Park(Place.Child);
                    Turn(_children[0]!);
                    break;
                case "shield":
                    Park(Place.Child);
                    break;
                case "group" when _body == 0:
                    Park(Place.Body);
                    break;
                case "group":
                    EndBody();
                    break;
                default:
                    WaitForChange();
                    break;
            }
        }

        private void GoOn(bool isCanceled)
        {
            _status = TaskStatus.Running;
            _isCanceled |= isCanceled;

            if (_place == Place.Child || (_isCanceled && Kind == "any"))
            {
                Finish();
            }
            else if (_isCanceled || _place == Place.Closing)
            {
                Close();
            }
            else if (_place == Place.Body)
            {
                EndBody();
            }
            else
            {
                WaitForChange();
            }
        }

        private void EndBody()
        {
            if (_body == 'f')
            {
                Close();
                return;
            }

            _isJoined = true;
            WaitForChange();
        }

        private void WaitForChange()
        {
            bool isOver = Kind is "any" or "only" ? _first != null : _members.Count == 0 || _failure != null;

            if (!isOver)
            {
                Park(Place.Changed);
            }
            else if (Kind == "any")
            {
                Finish();
            }
            else
            {
                Close();
            }
        }

        private void Close()
        {
            CancelMembers();

            if (_members.Count > 0)
            {
                Park(Place.Closing);
            }
            else
            {
                Finish();
            }
        }

        // A failure wins over a cancellation, or nobody would hear of it; where nobody joins it is reported.
        private void Finish()
        {
            if (_failure != null && !_isJoined)
            {
                _reported.Add(_failure);
            }

            string end = _isJoined && _failure != null ? _failure : _isCanceled ? "canceled" : Kind switch
            {
                "all" or "settled" => string.Concat(_children.Select(child => child!.Result + ",")),
                "any" or "only" => _first!.Number + ":" + Tell(_first!),
                "group" => _body == 'f' ? "body" : "ok",
                _ => Tell(_children[0]!),
            };

            end = end[0] == 'r' && MostChildren == 1 ? "ok" : end;
            _status = TaskStatus.Ended;
            _isTimerSet = _isDue = false;
            Note("W=" + (end == "canceled" && _limit == Limit.Expired ? "late" : end));
        }

        private string Tell(TogetherChild child)
        {
            _told = child;
            return child.Result;
        }
    }
}
