using System;

namespace UAsyncio.Nano.Tests.Reliability
{
    // What is driven: the waiter and its children.
    public sealed partial class HostTogether
    {
        private async Coroutine WaitAsync()
        {
            string end;

            try
            {
                Awaitable together = Together();
                await (_isLimited ? together.WaitAsync(Time) : together);
                end = Outcome(together as Coroutine);
            }
            catch (CanceledException)
            {
                end = "canceled";
            }
            catch (TimeoutException)
            {
                end = "late";
            }
            catch (ArgumentException exception)
            {
                end = exception.Message;
            }

            Note("W=" + end);
        }

        private Awaitable Together()
        {
            if (_kind == "group")
            {
                return GroupAsync();
            }

            int count = _kind == "shield" || _kind == "limit" ? 1 : Children;

            for (int i = 0; i < count; i++)
            {
                _children[i] = ChildAsync(i);
            }

            switch (_kind)
            {
                case "all": return Coroutine.WhenAll(_children);
                case "settled": return Coroutine.WhenAllSettled(_children);
                case "any": return Coroutine.WhenAny(_children);
                case "only": return Coroutine.WhenAnyOnly(_children);
                case "shield": return Coroutine.Shield(_children[0]);
                default: return _limit.RunAsync(_children[0]);
            }
        }

        private string Outcome(Coroutine together)
        {
            string all = string.Empty;

            switch (_kind)
            {
                case "all":
                case "settled":
                    foreach (object result in (object[])together.Result)
                    {
                        all += result is CanceledException ? "canceled," : result is Exception ? ((Exception)result).Message + "," : result + ",";
                    }

                    return all;
                case "any":
                case "only":
                    Coroutine first = _children[(int)together.Result];

                    // It has ended: this does not wait.
                    return together.Result + ":" + (first.IsCanceled ? "canceled" : first.IsFaulted ? first.Exception.Message : (string)first.Result);
                default:
                    return "ok";
            }
        }

        private async Coroutine GroupAsync()
        {
            TaskGroup group = new TaskGroup();
            _group = group;

            try
            {
                for (int i = 0; i < Children - 1; i++)
                {
                    _children[i] = ChildAsync(i);
                    _ = group.CreateTask(_children[i]);
                }

                await _body.WaitAsync();

                if (_bodyFails)
                {
                    throw new ArgumentException("body");
                }

                await group.JoinAsync();
            }
            finally
            {
                await group.CloseAsync();
            }
        }

        private async Coroutine<string> ChildAsync(int number)
        {
            bool hasCleanup = number > 0 || _kind == "shield" || _kind == "limit";

            try
            {
                await _orders[number].WaitAsync();
            }
            catch (CanceledException)
            {
                Note(number + "!");

                if (hasCleanup)
                {
                    await _cleanups[number].WaitAsync();

                    if (_failsInCleanup[number])
                    {
                        Note(number + "=x");
                        throw new ArgumentException("x" + number);
                    }
                }

                Note(number + "=c");
                throw;
            }

            Note(number + (_fails[number] ? "=f" : "=r"));
            return _fails[number] ? throw new ArgumentException("f" + number) : "r" + number;
        }
    }
}
