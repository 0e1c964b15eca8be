namespace UAsyncio.Nano.Http
{
    // A body in chunks.
    public sealed partial class HttpBody
    {
        // Where it is, in the place of how much of a chunk is left: a read that is cancelled is begun again there. Behind AtTrailers so many have come.
        private const int AtSize = 0;
        private const int AfterChunk = -1;
        private const int AtTrailers = -2;

        // To the data of the next chunk, or to the body's end.
        private async Coroutine NextChunkAsync()
        {
            while (!TakeLines())
            {
                int count = _stream.Buffered;

                if (count > MaxLine)
                {
                    EndBeforeTooMuch();
                    return;
                }

                if (await _stream.FillAsync(count + MaxLine) == 0)
                {
                    throw new HttpException(_malformed);
                }
            }
        }

        // The same with what has come; false where more has to.
        private bool TakeLines()
        {
            for (; ; )
            {
                int newline = _stream.Find((byte)'\n');

                if (newline < 0)
                {
                    return false;
                }

                if (newline == 0 || _stream.Buffer[_stream.BufferStart + newline - 1] != '\r')
                {
                    throw new HttpException(_malformed);
                }

                if (newline > MaxLine)
                {
                    EndBeforeTooMuch();
                    return true;
                }

                int length = newline - 1;

                if (_left == AtSize)
                {
                    int size = ParseSize(length);
                    TakeLine(length);
                    _left = size > 0 ? size : AtTrailers;

                    if (size > 0)
                    {
                        return true;
                    }
                }
                else if (_left == AfterChunk)
                {
                    if (length != 0)
                    {
                        throw new HttpException(_malformed);
                    }

                    TakeLine(0);
                    _left = AtSize;
                }
                else
                {
                    // The fields behind the last chunk are looked at and not kept.
                    CheckTrailer(_stream.BufferStart, length);

                    if (length > 0 && _left == AtTrailers - MaxTrailers)
                    {
                        EndBeforeTooMuch();
                        return true;
                    }

                    TakeLine(length);
                    _left--;

                    if (length == 0)
                    {
                        _isEnded = true;
                        return true;
                    }
                }
            }
        }

        // A line is too long, or they are too many. Behind the last chunk of a response the body is whole, and is not refused for the sake of fields that
        // nobody wants: they stay in the buffer, by which it is seen that the connection cannot be kept. Behind a request another one may come.
        private void EndBeforeTooMuch()
        {
            if (_left > AtTrailers || _malformed == 400)
            {
                throw new HttpException(_malformed);
            }

            _isEnded = true;
        }

        private void TakeLine(int length)
        {
            _stream.Consume(length + 2);
        }

        // Hexadecimal digits; behind them, extensions, that are not looked at.
        private int ParseSize(int length)
        {
            byte[] buffer = _stream.Buffer;
            int start = _stream.BufferStart;
            int size = 0;
            int i = 0;

            for (; i < length; i++)
            {
                int digit = Hexadecimal.Value(buffer[start + i]);

                if (digit < 0)
                {
                    break;
                }

                if (size > MaxChunk >> 4)
                {
                    throw new HttpException(_malformed == 400 ? 413 : _malformed);
                }

                size = (size << 4) | digit;
            }

            int end = i;

            while (i < length && (buffer[start + i] == ' ' || buffer[start + i] == '\t'))
            {
                i++;
            }

            if (end == 0 || (i < length && buffer[start + i] != ';') || (i == length && i > end))
            {
                throw new HttpException(_malformed);
            }

            CheckExtensions(buffer, start + i, start + length);
            return size;
        }

        // ;name, ;name=value, ;name="value": no control character, which another reader could take for the line's end, no name missing and
        // no quote left open.
        private void CheckExtensions(byte[] buffer, int at, int end)
        {
            bool quoted = false;
            bool escaped = false;
            bool named = true;

            for (; at < end; at++)
            {
                byte value = buffer[at];

                if (IsControl(value) || (value == ';' && !quoted && !named))
                {
                    throw new HttpException(_malformed);
                }

                if (value == '"' && !escaped)
                {
                    quoted = !quoted;
                }

                escaped = value == '\\' && quoted && !escaped;
                named = quoted || value != ';';
            }

            if (quoted || !named)
            {
                throw new HttpException(_malformed);
            }
        }

        // name: value, or the empty line at the end; no control character, no blank in the name.
        private void CheckTrailer(int start, int length)
        {
            byte[] buffer = _stream.Buffer;
            bool named = length == 0;

            for (int i = 0; i < length; i++)
            {
                byte value = buffer[start + i];

                if (IsControl(value) || (!named && (value == ' ' || value == '\t' || (value == ':' && i == 0))))
                {
                    throw new HttpException(_malformed);
                }

                named |= value == ':';
            }

            if (!named)
            {
                throw new HttpException(_malformed);
            }
        }

        private static bool IsControl(byte value)
        {
            return value < ' ' && value != '\t';
        }
    }
}
