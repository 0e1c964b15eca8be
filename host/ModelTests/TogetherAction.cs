using System.Collections.Generic;
using System.Linq;

namespace UAsyncio.ModelTests
{
    /// <summary>One action of a schedule of what runs together.</summary>
    /// <param name="Code">What.</param>
    /// <param name="Child">Of which child; -1 for none.</param>
    internal readonly record struct TogetherAction(int Code, int Child)
    {
        public const int Pass = 0;
        public const int End = 1;
        public const int Fail = 2;
        public const int Clean = 3;
        public const int FailCleanup = 4;
        public const int CancelChild = 5;
        public const int Cancel = 6;
        public const int Time = 7;
        public const int Body = 8;
        public const int FailBody = 9;
        public const int Add = 10;
        public const int Reschedule = 11;

        /// <summary>Gets all that mean something for a kind.</summary>
        public static IEnumerable<TogetherAction> All(TogetherModel model)
        {
            yield return new(Pass, -1);
            yield return new(Cancel, -1);

            if (model.IsTimed)
            {
                yield return new(Time, -1);
            }

            if (model.Kind == "group")
            {
                yield return new(Body, -1);
                yield return new(FailBody, -1);
                yield return new(Add, -1);
            }

            if (model.Kind == "limit")
            {
                yield return new(Reschedule, -1);
            }

            foreach (int child in Enumerable.Range(0, model.MostChildren))
            {
                yield return new(End, child);
                yield return new(Fail, child);
                yield return new(CancelChild, child);

                if (model.HasCleanup(child))
                {
                    yield return new(Clean, child);
                    yield return new(FailCleanup, child);
                }
            }
        }

        /// <summary>Gets what ends all that can still run.</summary>
        public static IEnumerable<TogetherAction> Drain(TogetherModel model)
        {
            yield return new(Cancel, -1);

            foreach (int child in Enumerable.Range(0, model.MostChildren))
            {
                yield return new(End, child);
                yield return new(Clean, child);
            }

            foreach (int _ in Enumerable.Range(0, 10))
            {
                yield return new(Pass, -1);
            }
        }

        public override string ToString() => Code switch
        {
            Pass => "pass",
            End => $"child {Child} ends",
            Fail => $"child {Child} fails",
            Clean => $"cleanup of child {Child} ends",
            FailCleanup => $"cleanup of child {Child} fails",
            CancelChild => $"cancel child {Child}",
            Cancel => "cancel the waiter",
            Time => "10 ms pass",
            Body => "the body goes on",
            FailBody => "the body fails",
            Add => "add child 2",
            _ => "reschedule",
        };
    }
}
