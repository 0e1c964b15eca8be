using System;
using UAsyncio.Nano;

namespace TwoTasksAndQueue
{
    /// <summary>
    /// One task makes work in bursts, another does it at its own pace. The queue between them is bounded: the maker waits when it is
    /// full, the worker when it is empty, and both end when the maker has closed it and the worker has emptied it.
    /// </summary>
    public static class Program
    {
        private const int Places = 3;
        private const int Bursts = 2;
        private const int BurstLength = 4;

        public static void Main()
        {
            EventLoop loop = new EventLoop();
            loop.Run(WorkTogetherAsync());
        }

        private static async Coroutine WorkTogetherAsync()
        {
            AsyncQueue jobs = new AsyncQueue(Places);

            // When one of the two fails, the other is cancelled.
            await Coroutine.WhenAll(MakeAsync(jobs), DoAsync(jobs));
            Console.WriteLine("all done");
        }

        private static async Coroutine MakeAsync(AsyncQueue jobs)
        {
            for (int burst = 1; burst <= Bursts; burst++)
            {
                for (int job = 1; job <= BurstLength; job++)
                {
                    await jobs.PutAsync("job " + burst + "." + job);
                }

                Console.WriteLine("burst " + burst + " is in");
                await Coroutine.Delay(500);
            }

            jobs.Close();
        }

        private static async Coroutine DoAsync(AsyncQueue jobs)
        {
            object job;

            while ((job = await jobs.GetAsync()) != null)
            {
                await Coroutine.Delay(100);
                Console.WriteLine((string)job);
            }
        }
    }
}
