using System;
using System.Threading;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    public sealed partial class MqttClient
    {
        private const int MinuteMs = 60000;

        // Connects, again and again. What memory is too short for is done again a turn later, from where it was: nobody else would do it.
        private async Coroutine RunAsync()
        {
            AsyncStream stream = null;
            Exception failure = null;
            int since = 0;

            // Below zero while it is to wait before the next one.
            int attempt = 0;

            try
            {
                for (int failures = 0; (_flags & Closed) == 0;)
                {
                    try
                    {
                        if (failures > 0)
                        {
                            await Coroutine.Yield();
                            failures = 0;
                        }

                        if (failure != null)
                        {
                            bool comesAgain = (_flags & Leaving) != 0 && _inbox != null && _inbox._hasPassed;
                            End(stream, failure);

                            // One that ends soon after it was made counts as a failed attempt, unless it has done its part.
                            attempt = comesAgain ? 0 : EventLoop.Running.Ticks - since > MinuteMs ? -1 : -attempt - 1;
                            failure = null;
                        }
                        else if (attempt < 0)
                        {
                            await Coroutine.Delay(NextDelay(-attempt));
                            attempt = -attempt;
                        }
                        else
                        {
                            stream = null;
                            since = EventLoop.Running.Ticks;

                            try
                            {
                                stream = await _options.OpenAsync();
                                _stream = stream;
                                WriteConnect();
                                int patience = _options.ConnectTimeout;

                                for (; ; )
                                {
                                    try
                                    {
                                        await new MqttLink(this).WaitAsync(patience);
                                    }
                                    catch (TimeoutException)
                                    {
                                        if ((_flags & Ready) == 0)
                                        {
                                            throw;
                                        }

                                        Look();
                                    }

                                    if ((_flags & Ready) == 0)
                                    {
                                        since = EventLoop.Running.Ticks;
                                        BeginConnection();
                                    }

                                    patience = _keepAlive == 0 ? Timeout.Infinite : 500 * _keepAlive;
                                }
                            }
                            catch (CanceledException)
                            {
                                throw;
                            }
                            catch (Exception exception)
                            {
                                failure = exception;
                            }
                        }
                    }
                    catch (OutOfMemoryException)
                    {
                        if (++failures == MaxFailures)
                        {
                            throw;
                        }
                    }
                }
            }
            finally
            {
                // Nobody else does it: where memory is too short, it is tried again.
                for (int attempts = MaxFailures; attempts > 0; attempts--)
                {
                    try
                    {
                        Close(stream);
                        EndWith(EventLoop.Running.CurrentTask);
                        attempts = 0;
                    }
                    catch (OutOfMemoryException)
                    {
                    }
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

            // From a half to all of it, by who this is and when, and Knuth's generator: devices that lost the same broker come back one by one.
            int random = EventLoop.Running.Ticks;

            for (int i = 0; i < ClientId.Length; i++)
            {
                random = 31 * random + ClientId[i];
            }

            random = 1664525 * random + 1013904223;
            int half = delay / 2;
            return half + (int)((uint)(random >> 1 & 0x3FFFFFFF) % (uint)(delay - half + 1));
        }

        // The broker has accepted: what waits goes out.
        private void BeginConnection()
        {
            if (_inbox != null && (_flags & Resumed) == 0)
            {
                _inbox._incoming = null;
                _inbox._sessionStart = Connections + 1;
            }

            ResumeDeliveries();
            Connections++;
            _flags = (_flags & ~(HasSent | HasReceived | IsPinged | IsUnsure)) | Ready;
            Pump();
            Wake();
            Coroutine running = _running;

            try
            {
                Connected?.Invoke(this);
            }
            catch (Exception exception)
            {
                EventLoop.Running.Report(running, exception, nameof(Connected));
            }
        }
    }
}
