using System;
using System.Threading;

namespace UAsyncio.Nano.Tests.Reliability
{
    // What hands something on: a queue, a broadcast, signals of a thread.
    internal sealed partial class MixedWork
    {
        private async Coroutine PutAsync(int producer)
        {
            for (int number = 0; !_isStopped;)
            {
                if (await IsGivenAsync(_queue.PutAsync(new int[] { producer, number })))
                {
                    number++;
                    await QuietlyAsync();
                }
            }
        }

        private async Coroutine GetAsync()
        {
            for (; ; )
            {
                try
                {
                    int[] item = (int[])await _queue.GetAsync().WaitAsync(1 + Next(Pause));
                    Expect(_got[item[0]] == item[1], "queue: " + item[1] + " of producer " + item[0] + " in the place of " + _got[item[0]]);
                    _got[item[0]]++;
                    HostMixedProgram.Done(MixedPart.Queue);
                }
                catch (TimeoutException)
                {
                }
            }
        }

        private async Coroutine TellAsync()
        {
            for (int i = 0; ; i++)
            {
                _broadcast.Publish(i);
                await Coroutine.Delay(Next(Pause));
            }
        }

        private async Coroutine HearAsync()
        {
            BroadcastReader reader = _broadcast.CreateReader();

            for (int expected = -1; ;)
            {
                await reader.WaitToReadAsync();
                int lost = reader.Lost;
                int value = (int)reader.TryRead();
                Expect(expected < 0 || value == expected + reader.Lost - lost, "broadcast: " + value + " in the place of " + expected);
                expected = value + 1;
                HostMixedProgram.Done(MixedPart.Broadcast);
            }
        }

        private void Signal()
        {
            for (int i = 0; !_isStopped; i++)
            {
                _signals.TryPut(i);
                Thread.Sleep(30);
            }
        }

        private async Coroutine SignalsAsync()
        {
            int expected = 0;

            for (; ; )
            {
                await _signals.WaitToReadAsync();

                for (object item; (item = _signals.TryRead()) != null;)
                {
                    Expect((int)item >= expected && (int)item <= expected + _signals.Lost, "signals: " + item + " in the place of " + expected);
                    expected = (int)item + 1;
                    HostMixedProgram.Done(MixedPart.Signal);
                }
            }
        }
    }
}
