using System;
using System.Collections.Generic;
using System.Reflection;

namespace UAsyncio.SystemTests.Simulations
{
    /// <summary>
    /// What holds between two passes of a loop: who is ready is so once, timers are in order, and each task is ready or parked on something
    /// that knows it and can wake it. It looks into the library's own fields.
    /// </summary>
    internal sealed class LoopInvariants
    {
        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

        private readonly Dictionary<(Type Type, string Name), FieldInfo> _fields = [];
        private readonly object _loop;
        private readonly object _queue;
        private readonly int _scheduled;
        private readonly HashSet<object> _ready = [];
        private readonly HashSet<object> _timers = [];

        /// <param name="loop">An EventLoop whose poller holds the device's in a field _inner.</param>
        public LoopInvariants(object loop)
        {
            _loop = loop;
            _queue = Get(loop, "_queue")!;
            _scheduled = (int)loop.GetType().Assembly.GetType("UAsyncio.Nano.Coroutine", true)!.GetField("Scheduled", Any)!.GetRawConstantValue()!;
        }

        /// <summary>Checks all of it.</summary>
        /// <param name="tasks">The program's tasks, nulls and those that have ended among them.</param>
        /// <returns>What does not hold; null when all does.</returns>
        public string? Check(object?[] tasks)
        {
            object?[] slots = (object?[])Get(_queue, "Slots")!;
            int mask = Number(_queue, "Mask");
            _ready.Clear();
            _timers.Clear();

            for (int i = Number(_queue, "Head"); i != Number(_queue, "Tail"); i++)
            {
                object? coroutine = slots[i & mask];

                if (coroutine == null || Number(coroutine, "_state") < _scheduled)
                {
                    return $"what is ready is over: {coroutine}";
                }

                if (!_ready.Add(coroutine))
                {
                    return $"ready twice: {coroutine}";
                }
            }

            for (int i = Number(_queue, "FirstTimer"), end = Number(_queue, "TimerEnd"); i < end; i++)
            {
                if (slots[i] == null || !_timers.Add(slots[i]!))
                {
                    return $"two timers: {slots[i]}";
                }

                if (i + 1 < end && unchecked(Number(slots[i + 1]!, "_due") - Number(slots[i]!, "_due")) < 0)
                {
                    return "timers out of order";
                }
            }

            foreach (object? task in tasks)
            {
                if (task != null && Number(task, "_state") >= _scheduled && Lost(task) is { } lost)
                {
                    return $"{task}: {lost}";
                }
            }

            return null;
        }

        private string? Lost(object coroutine)
        {
            for (int depth = 0; depth < 50; depth++)
            {
                if (_ready.Contains(coroutine))
                {
                    return null;
                }

                object? awaited = Get(coroutine, "_awaiting");

                if (Number(coroutine, "_state") == _scheduled)
                {
                    return _timers.Contains(coroutine) ? null : "it was made a task, and never gets a turn";
                }

                switch (NameOf(awaited))
                {
                    case "Coroutine":
                        if (Number(awaited!, "_state") < _scheduled)
                        {
                            return $"{coroutine} waits for {awaited}, which has ended";
                        }

                        coroutine = awaited!;
                        break;

                    case "ShieldAwaitable":
                        coroutine = Get(awaited!, "_inner")!;
                        break;

                    case "WaitList":
                        return InLine(awaited!, coroutine);

                    case "BroadcastReader":
                        return InLine(Get(Get(awaited!, "_broadcast")!, "Line")!, coroutine);

                    case "DelayAwaitable" or "KeptDelay" or "EventQueue":
                        return _timers.Contains(coroutine) ? null : $"{coroutine} waits for a time that never comes";

                    case "ThreadSafeFlag":
                        return Get(awaited!, "Waiter") == coroutine ? null : $"{coroutine} waits for a flag that does not know it";

                    case "IoOperation":
                        return Get(awaited!, "Waiter") == coroutine && IsPolled(awaited!) ? null : $"{coroutine} waits for {awaited}, which nobody polls";

                    case "Awaitable":
                        // Of the parts above, such as a message that waits for its acknowledgement: they have to get on, which is looked at elsewhere.
                        return null;

                    default:
                        return $"{coroutine} waits for nothing";
                }
            }

            return "it waits in a ring";
        }

        private string? InLine(object line, object coroutine)
        {
            int found = Get(line, "_first") == coroutine ? 1 : 0;

            for (int i = 0; i < Number(line, "_otherCount"); i++)
            {
                found += ((object?[])Get(line, "_others")!)[i] == coroutine ? 1 : 0;
            }

            return found == 1 ? null : $"{coroutine} is {found} times in the line of {line}";
        }

        private bool IsPolled(object operation)
        {
            object poller = Get(Get(_loop, "_poller")!, "_inner")!;
            return Array.IndexOf((object?[])Get(poller, "_parked")!, operation, 0, Number(poller, "_count")) >= 0;
        }

        // The type among those that are told apart which it is, or derives from.
        private static string? NameOf(object? awaited)
        {
            for (Type? type = awaited?.GetType(); type != null; type = type.BaseType)
            {
                if (type.Name is "Coroutine" or "ShieldAwaitable" or "WaitList" or "BroadcastReader" or "DelayAwaitable" or "KeptDelay" or "EventQueue" or "ThreadSafeFlag" or "IoOperation" or "Awaitable")
                {
                    return type.Name;
                }
            }

            return null;
        }

        private int Number(object of, string name) => (int)Get(of, name)!;

        private object? Get(object of, string name)
        {
            Type type = of.GetType();

            if (!_fields.TryGetValue((type, name), out FieldInfo? field))
            {
                for (Type? t = type; field == null; t = t.BaseType)
                {
                    field = (t ?? throw new MissingFieldException(type.FullName, name)).GetField(name, Any | BindingFlags.DeclaredOnly);
                }

                _fields.Add((type, name), field);
            }

            return field.GetValue(of);
        }
    }
}
