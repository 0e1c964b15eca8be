using System;
using System.Collections.Generic;
using System.Linq;

namespace UAsyncio.ModelTests
{
    /// <summary>One action of a schedule.</summary>
    /// <param name="Code">What.</param>
    /// <param name="Task">Of which task; -1 for none.</param>
    /// <param name="Target">At which primitive, or task; -1 for none.</param>
    internal readonly record struct ModelAction(int Code, int Task, int Target)
    {
        public const int Pass = 0;
        public const int Wait = 1;
        public const int WaitLimited = 2;
        public const int Wake = 3;
        public const int Other = 4;
        public const int Cancel = 5;
        public const int Time = 6;
        public const int WakeInTurn = 7;
        public const int CancelInTurn = 8;

        /// <summary>Gets all that there are, of so many primitives.</summary>
        public static IEnumerable<ModelAction> All(int primitives)
        {
            yield return new(Pass, -1, -1);
            yield return new(Time, -1, -1);

            foreach (int target in Enumerable.Range(0, primitives))
            {
                yield return new(Wake, -1, target);
                yield return new(Other, -1, target);
            }

            foreach (int task in Enumerable.Range(0, Model.Tasks))
            {
                yield return new(Cancel, task, -1);

                foreach (int target in Enumerable.Range(0, primitives))
                {
                    yield return new(Wait, task, target);
                    yield return new(WaitLimited, task, target);
                    yield return new(WakeInTurn, task, target);
                }

                foreach (int target in Enumerable.Range(0, Model.Tasks).Where(target => target != task))
                {
                    yield return new(CancelInTurn, task, target);
                }
            }
        }

        /// <summary>Whether it can be done: a task does one thing at a time.</summary>
        public bool IsPossible(Model model) => Code is not (Wait or WaitLimited or WakeInTurn or CancelInTurn) || model.IsIdle(Task);

        /// <summary>Whether it can be done, and is not the same as another: of the tasks that are idle only the first is asked.</summary>
        public bool IsPossible(Model model, int[] names) => IsPossible(model) && (Task < 0 || !model.IsIdle(Task) || names[Task] == model.FirstIdle(names));

        /// <summary>The same action of the tasks that have these names.</summary>
        public ModelAction Rename(int[] names) => this with
        {
            Task = Task < 0 ? -1 : Array.IndexOf(names, Task),
            Target = Code == CancelInTurn ? Array.IndexOf(names, Target) : Target,
        };

        public override string ToString() => Code switch
        {
            Pass => "pass",
            Wait => $"task {Task} awaits {Target}",
            WaitLimited => $"task {Task} awaits {Target}, 10 ms",
            Wake => $"wake {Target}",
            Other => $"other {Target}",
            Cancel => $"cancel task {Task}",
            Time => "10 ms pass",
            WakeInTurn => $"task {Task} wakes {Target}",
            _ => $"task {Task} cancels task {Target}",
        };
    }
}
