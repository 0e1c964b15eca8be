using System;

namespace Benchmarks.Device.ByHand
{
    /// <summary>The loop of a program without a scheduler: every machine is asked in every pass.</summary>
    public static class MachineLoop
    {
        /// <summary>Runs until the first machine has ended.</summary>
        /// <param name="machines">The machines.</param>
        public static void Run(params Machine[] machines)
        {
            Machine first = machines[0];
            int count = machines.Length;

            while (!first.IsDone)
            {
                int now = (int)Environment.TickCount64;
                bool busy = false;

                for (int i = 0; i < count; i++)
                {
                    Machine machine = machines[i];

                    if (!machine.IsDone && machine.Step(now))
                    {
                        busy = true;
                    }
                }

                if (!busy)
                {
                    Host.OnSleep(1);
                }
            }
        }
    }
}
