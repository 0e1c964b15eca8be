namespace UAsyncio.Nano.Inspection
{
    /// <summary>Called about a turn that is too long.</summary>
    /// <param name="task">The task.</param>
    /// <param name="resumed">The coroutine of that task that was woken for the turn; it may have ended in it.</param>
    /// <param name="milliseconds">How long the turn took, or has taken so far.</param>
    public delegate void TurnHandler(Coroutine task, Coroutine resumed, int milliseconds);
}
