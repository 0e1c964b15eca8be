using System;

namespace UAsyncio.Nano.Tests.Reliability
{
    // What runs coroutines together, or under a limit.
    internal sealed partial class MixedWork
    {
        private async Coroutine GroupAsync()
        {
            for (; ; )
            {
                object[] results = await Coroutine.WhenAll(GiveAsync(1), GiveAsync(2), GiveAsync(3));
                Expect((int)results[0] == 1 && (int)results[1] == 2 && (int)results[2] == 3, "WhenAll: results");
                int first = await Coroutine.WhenAnyOnly(GiveAsync(1), GiveAsync(2));
                Expect(first == 0 || first == 1, "WhenAny: " + first);
                TaskGroup group = new TaskGroup();
                Coroutine other = group.CreateTask(GiveAsync(1));
                _ = group.CreateTask(FailAsync());

                try
                {
                    await group.JoinAsync();
                    Expect(false, "group: no failure");
                }
                catch (NotSupportedException)
                {
                }

                Expect(other.IsCompleted, "group: one goes on");
                HostMixedProgram.Done(MixedPart.Group);
            }
        }

        private async Coroutine LimitAsync()
        {
            for (; ; )
            {
                TimeLimit limit = new TimeLimit(Pause);

                try
                {
                    await limit.RunAsync(GiveAsync(1));
                    Expect(!limit.HasExpired, "limit: expired, and nothing said so");
                }
                catch (TimeoutException)
                {
                    Expect(limit.HasExpired, "limit: not expired");
                }

                try
                {
                    await Coroutine.Shield(GiveAsync(1)).WaitAsync(Next(Pause));
                }
                catch (TimeoutException)
                {
                }

                HostMixedProgram.Done(MixedPart.Limit);
            }
        }

        private async Coroutine<int> GiveAsync(int value)
        {
            await Coroutine.Delay(1 + Next(2 * Pause));
            return value;
        }

        private async Coroutine FailAsync()
        {
            await Coroutine.Delay(Next(Pause));
            throw new NotSupportedException();
        }
    }
}
