using System;
using System.Net;
using System.Net.Sockets;

namespace UAsyncio.Nano.Discovery
{
    // What it does: asks for the name, says that it has it, hears and answers.
    public sealed partial class MdnsResponder
    {
        // Asks three times whether somebody has the name. False: it is to be tried again, with another name perhaps.
        private async Coroutine<bool> ProbeAsync()
        {
            int wait = _conflicts < MaxConflicts ? _random.Next(ProbeInterval) : ConflictWait;

            for (int i = 0; i <= Probes; i++)
            {
                int outcome = await ListenAsync(wait, false);

                if (outcome == Taken)
                {
                    _conflicts++;
                    SetName(_conflicts % MostNames + 1);
                    return false;
                }

                if (outcome == Yields)
                {
                    // Another one asks for it too, and goes first: it has the name in a second, or is gone.
                    await ListenAsync(AnnounceInterval, false);
                    return false;
                }

                if (i < Probes)
                {
                    MakeProbe();
                    await SendAsync(_all);
                    wait = ProbeInterval;
                }
            }

            return true;
        }

        // Says twice that the name is its own, and answers, until somebody else says the same.
        private async Coroutine ServeAsync()
        {
            for (int i = 0; i < 2; i++)
            {
                MakeAnswer(TimeToLive, true, false);
                _lastMulticast = EventLoop.Current.Ticks;
                await SendAsync(_all);

                if (_serviceType != null)
                {
                    _askedService = 0;
                    await AnnounceServiceAsync(ServiceTimeToLive);
                }

                if (await ListenAsync(i == 0 ? AnnounceInterval : -1, true) == Taken)
                {
                    return;
                }
            }
        }

        // Looks at what comes, for so many ms or for ever. Returns what Look has found out; Nothing when the time is up.
        private async Coroutine<int> ListenAsync(int milliseconds, bool answers)
        {
            EventLoop loop = EventLoop.Current;
            int start = loop.Ticks;

            for (; ; )
            {
                int left = milliseconds < 0 ? -1 : milliseconds - (loop.Ticks - start);

                if (milliseconds >= 0 && left < 0)
                {
                    return Nothing;
                }

                try
                {
                    await _client.ReceiveAsync().WaitAsync(left);
                }
                catch (TimeoutException)
                {
                    return Nothing;
                }

                int outcome = Look();

                if (outcome == Taken || (outcome == Yields && !answers))
                {
                    return outcome;
                }

                if (answers && (outcome == Asked || outcome == Yields))
                {
                    await AnswerAsync(loop.Ticks);
                }

                if (answers && _askedService != 0)
                {
                    await AnswerServiceAsync();
                }
            }
        }

        private async Coroutine AnswerAsync(int now)
        {
            bool isLegacy = _client.Sender.Port != Mdns.Port;

            if (isLegacy)
            {
                MakeLegacyAnswer();
                await SendAsync(_client.Sender);
                return;
            }

            if (_isUnicastWanted)
            {
                MakeAnswer(TimeToLive, true, _askedOther != 0);
                await SendAsync(_client.Sender);
                return;
            }

            // Each record not to all more than once a second, but sooner where somebody is about to take the name. (RFC 6762, 6)
            int interval = _reader.Authorities > 0 ? ProbeInterval : AnnounceInterval;
            bool isAddress = (uint)(now - _lastMulticast) >= (uint)interval;
            bool isOther = _askedOther != 0 && (uint)(now - _lastOther) >= (uint)interval;

            if (isOther || (isAddress && _isAddressAsked))
            {
                MakeAnswer(TimeToLive, isAddress, isOther);
                _lastMulticast = isAddress ? now : _lastMulticast;
                _lastOther = isOther ? now : _lastOther;
                await SendAsync(_all);
            }
        }

        private async Coroutine SendAsync(IPEndPoint to)
        {
            try
            {
                await _client.SendAsync(_packet, 0, _length, to);
            }
            catch (SocketException)
            {
                // Whoever asked asks again; a network that is down ends the next receive.
            }
        }
    }
}
