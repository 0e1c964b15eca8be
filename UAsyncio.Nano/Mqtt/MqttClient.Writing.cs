using System;
using System.Text;
using UAsyncio.Nano.Net;

namespace UAsyncio.Nano.Mqtt
{
    // The format, outwards: packets that wait to be sent, one behind the other.
    public sealed partial class MqttClient
    {
        // So often a packet is sent by who has written it, before the writer has a turn, and with it all others of the loop.
        private const int MaxAtOnce = 32;

        private static readonly Encoding s_utf8 = Encoding.UTF8;

        private byte[] _out;
        private int _outCount;
        private int _atOnce;

        // The topic that was found good last.
        private object _name;

        // Where the packet that is being written goes on. It counts when _outCount is set to it: half a packet never does.
        private int _at;

        // Begins a packet behind the others, with room for its body. It changes nothing if it throws.
        private void BeginPacket(int first, int room)
        {
            int count = _outCount;
            int needed = count + 5 + room;
            byte[] buffer = _out;

            if (buffer == null || needed > buffer.Length)
            {
                byte[] larger = new byte[needed < 64 ? 64 : needed];

                if (count > 0)
                {
                    Array.Copy(buffer, 0, larger, 0, count);
                }

                _out = buffer = larger;
            }

            buffer[count] = (byte)first;
            _at = count + 2;
        }

        // What was written since is a packet. More: how much of it is sent from elsewhere.
        private void EndPacket(int more)
        {
            byte[] buffer = _out;
            int at = _outCount + 1;
            int body = _at - at - 1;
            int length = body + more;

            if (length >= 0x80)
            {
                // Its length takes more than the byte that was left for it.
                int shift = length < 0x4000 ? 1 : length < 0x200000 ? 2 : 3;
                Array.Copy(buffer, at + 1, buffer, at + 1 + shift, body);
                _at += shift;

                for (; length >= 0x80; length >>= 7)
                {
                    buffer[at++] = (byte)(length | 0x80);
                }
            }

            buffer[at] = (byte)length;
            _outCount = _at;
        }

        private void PutByte(int value)
        {
            _out[_at++] = (byte)value;
        }

        private void PutUInt16(int value)
        {
            byte[] buffer = _out;
            int at = _at;
            buffer[at] = (byte)(value >> 8);
            buffer[at + 1] = (byte)value;
            _at = at + 2;
        }

        private void PutUInt32(int value)
        {
            PutUInt16(value >> 16);
            PutUInt16(value);
        }

        private void PutBytes(byte[] bytes)
        {
            int length = bytes.Length;

            if (length > 0)
            {
                Array.Copy(bytes, 0, _out, _at, length);
                _at += length;
            }
        }

        // Text with its length before it. A character takes up to 4 bytes.
        private void PutText(string text)
        {
            byte[] buffer = _out;
            int at = _at;
            int length = text.Length;

            if (length > 0)
            {
                length = s_utf8.GetBytes(text, 0, length, buffer, at + 2);
            }

            buffer[at] = (byte)(length >> 8);
            buffer[at + 1] = (byte)length;
            _at = at + 2 + length;
        }

        // A name that may be published. The same string again is not looked through again.
        private void PutName(string topic)
        {
            int start = _at + 2;
            PutText(topic);

            if ((object)topic != _name)
            {
                if (!Topics.IsName(_out, start, _at - start))
                {
                    throw new ArgumentException("topic");
                }

                _name = topic;
            }
        }

        private void Acknowledge(int first, int packetId, int reason)
        {
            if (_isReady && !_isLeaving)
            {
                BeginPacket(first, 3);
                PutUInt16(packetId);

                if (reason != 0)
                {
                    PutByte(reason);
                }

                EndPacket(0);
                Work();
            }
        }

        // Sends what is written: at once, if the writer has nothing to do and the stream takes it. Where several are under way they go together.
        private void Work()
        {
            if (!_work.HasWaiters || !_isReady)
            {
                return;
            }

            if (_inFlight < 2 && _waiting < 2 && _body == null && !_isBlocked && --_atOnce >= 0)
            {
                int sent = 0;
                int count = _outCount;

                try
                {
                    sent = count == 0 ? 0 : _stream.TryWrite(_out, 0, count);

                    if (sent == count)
                    {
                        _outCount = 0;
                        _traffic |= HasSent;
                        return;
                    }

                    Sent(false, sent);
                }
                catch (Exception exception)
                {
                    // Before anything is out the writer comes to know it just so.
                    if (sent > 0)
                    {
                        Fail(_stream, exception);
                        return;
                    }
                }
            }

            _ = _work.WakeFirst();
        }

        private void Wake()
        {
            if (_events.HasWaiters)
            {
                _events.WakeAll();
            }
        }

        // Sends what is written, as long as there is something.
        private async Coroutine WriteAllAsync()
        {
            for (; ; )
            {
                _atOnce = MaxAtOnce;

                if (!_isReady || (_outCount == 0 && _body == null))
                {
                    await _work;
                    continue;
                }

                AsyncStream stream = _stream;

                try
                {
                    byte[] body = _body;
                    int count = body == null ? _outCount : _bodyAt;
                    bool isBody = count == 0;
                    count = await stream.WriteAsync(isBody ? body : _out, 0, isBody ? body.Length : count);

                    if (stream == _stream)
                    {
                        Sent(isBody, count);
                    }
                }
                catch (CanceledException)
                {
                    throw;
                }
                catch (Exception exception)
                {
                    Fail(stream, exception);
                }
            }
        }

        private void Sent(bool isBody, int count)
        {
            _traffic |= HasSent;

            if (isBody)
            {
                _body = null;
            }
            else
            {
                int rest = _outCount - count;

                if (rest > 0)
                {
                    Array.Copy(_out, count, _out, 0, rest);
                }

                _outCount = rest;
                _bodyAt -= count;
            }

            if (_isBlocked)
            {
                Pump();
            }

            if (_isLeaving)
            {
                Wake();
            }
        }
    }
}
