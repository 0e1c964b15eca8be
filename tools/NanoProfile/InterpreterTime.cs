namespace UAsyncio.NanoProfile
{
    /// <summary>
    /// What the interpreter takes, estimated from counts by weights that were measured on its 32-bit build on a PC, in ns. A device takes
    /// some 50 to 100 times as long; what the runtime does inside its own calls is not in it.
    /// </summary>
    internal static class InterpreterTime
    {
        private const int Instruction = 4;
        private const int DirectCall = 90;
        private const int VirtualCall = 113;
        private const int DelegateCall = 105;

        public static long Estimate(long instructions, CallCounts calls) =>
            (Instruction * instructions) + (DirectCall * (calls.Direct + calls.Runtime)) + (VirtualCall * (calls.Virtual + calls.Interface)) + (DelegateCall * calls.Delegate);
    }
}
