using System;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int MinuteMs = 60000;

        private AsyncStream _stream;
        private bool _isReady;
        private int _random;

        // The first connection of the session that the broker keeps: what came by an earlier one is not acknowledged any more.
        private int _sessionStart;

        // Connects and receives, again and again.
        private async Coroutine RunAsync()
        {
            int attempt = 0;

            while (!_isClosed)
            {
                AsyncStream stream = null;
                int since = _loop.Ticks;

                try
                {
                    stream = await _options.OpenAsync();
                    _stream = stream;
                    WriteConnect();
                    await stream.WriteAsync(_out, 0, _outCount);

                    while (Step(stream))
                    {
                        Check(await stream.FillAsync(_options.MaxPacketSize).WaitAsync(_options.ConnectTimeout));
                    }

                    since = _loop.Ticks;

                    for (; ; )
                    {
                        if (Step(stream))
                        {
                            Check(await stream.FillAsync(_options.MaxPacketSize));
                        }
                        else
                        {
                            await _events;
                        }
                    }
                }
                catch (CanceledException)
                {
                    Close(stream);
                    throw;
                }
                catch (Exception exception)
                {
                    End(stream, exception);
                }

                // One that ends soon after it was made counts as a failed attempt.
                attempt = _loop.Ticks - since > MinuteMs ? 1 : attempt + 1;

                if (!_isClosed)
                {
                    await Coroutine.Delay(NextDelay(attempt));
                }
            }
        }

        private int NextDelay(int attempt)
        {
            int max = _options.MaxReconnectDelay;
            int delay = _options.MinReconnectDelay;

            for (; attempt > 1 && delay < max; attempt--)
            {
                delay = delay > max / 2 ? max : 2 * delay;
            }

            // From a half to all of it, by Knuth's generator: devices that lost the same broker come back one by one.
            _random = 1664525 * _random + 1013904223;
            int half = delay / 2;
            return half + (int)((uint)(_random >> 1 & 0x3FFFFFFF) % (uint)(delay - half + 1));
        }

        // The broker has accepted: what waits goes out.
        private void BeginConnection()
        {
            if (!SessionPresent)
            {
                _incoming = null;
                _sessionStart = Connections + 1;
            }

            _outCount = 0;
            _incomingAliases = null;
            _streamed = null;
            _rest = 0;
            ResumeDeliveries();
            _traffic = 0;
            Connections++;
            _isReady = true;
            Pump();
            Wake();
            Connected?.Invoke(this);
        }
    }
}
