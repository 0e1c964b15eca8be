using System.Text;

namespace UAsyncio.ModelTests
{
    /// <summary>Where a task is.</summary>
    internal enum TaskStatus
    {
        Ended,
        Scheduled,
        Running,
        Waiting,
        Woken,
    }

    /// <summary>What a task was woken with.</summary>
    internal enum Outcome
    {
        None,
        Given,
        Closed,
        Refused,
        Canceled,
        Late,
    }

    /// <summary>A task of the model: it does one thing.</summary>
    internal sealed class ModelTask(int number)
    {
        public int Number { get; } = number;

        public TaskStatus Status { get; set; }

        public Outcome Outcome { get; set; }

        /// <summary>Gets or sets what it does, as an action.</summary>
        public int Code { get; set; }

        /// <summary>Gets or sets which primitive, or task, that concerns.</summary>
        public int Target { get; set; }

        /// <summary>Gets or sets whether its limit is over.</summary>
        public bool IsDue { get; set; }

        /// <summary>Writes all that tells it from others. What it does counts until it has begun.</summary>
        public void AppendTo(StringBuilder state, int[] names)
        {
            state.Append("-SRWw"[(int)Status]);

            if (Status != TaskStatus.Ended)
            {
                state.Append((int)Outcome).Append(Code == ModelAction.CancelInTurn ? names[Target] : Target);
            }

            if (Status == TaskStatus.Scheduled)
            {
                state.Append(Code);
            }
        }
    }
}
