namespace UAsyncio.Boards.Pc.Tests.Running
{
    /// <summary>The program with the limits of an STM32: 4 sockets.</summary>
    public sealed class RunningStm32 : RunningDevice
    {
        public RunningStm32()
            : base("stm32")
        {
        }
    }
}
