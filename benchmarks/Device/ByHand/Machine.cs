namespace Benchmarks.Device.ByHand
{
    /// <summary>What an async method is when it is written by hand: its place and its locals are fields.</summary>
    public abstract class Machine
    {
        /// <summary>Whether it has ended.</summary>
        public bool IsDone;

        /// <summary>Goes on as far as it can without waiting.</summary>
        /// <param name="now">The time in ms.</param>
        /// <returns>Whether it did anything.</returns>
        public abstract bool Step(int now);
    }
}
