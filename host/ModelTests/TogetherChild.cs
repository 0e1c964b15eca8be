namespace UAsyncio.ModelTests
{
    /// <summary>A child of the model: it waits for its order, and, when it is cancelled, for that of its cleanup.</summary>
    internal sealed class TogetherChild(int number)
    {
        public int Number { get; } = number;

        public TaskStatus Status { get; set; } = TaskStatus.Scheduled;

        /// <summary>Gets or sets whether it has been cancelled and cleans up.</summary>
        public bool IsCleaning { get; set; }

        /// <summary>Gets or sets what it was woken with.</summary>
        public Outcome Outcome { get; set; }

        /// <summary>Gets or sets whether its group has cancelled it.</summary>
        public bool IsCanceling { get; set; }

        /// <summary>Gets or sets how it has ended: r by a result, f by a failure, c by a cancellation, x by a failure of its cleanup.</summary>
        public char How { get; set; }

        /// <summary>Gets what comes of it for who asks.</summary>
        public string Result => How == 'c' ? "canceled" : "" + How + Number;

        public bool HasFailed => How is 'f' or 'x';

        public string End => Status != TaskStatus.Ended ? "runs" : How == 'c' ? "canceled" : HasFailed ? "failed" : "ok";
    }
}
