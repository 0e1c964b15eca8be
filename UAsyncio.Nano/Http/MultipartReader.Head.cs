using System;
using System.Text;

namespace UAsyncio.Nano.Http
{
    // The head of a part.
    public sealed partial class MultipartReader
    {
        private const int MaxHeaders = 8;

        // In the place of a number of lines: all of it has come, and nobody has been told.
        private const int Whole = -1;

        private static readonly object s_newline = (byte)'\n';

        // How many of its lines have come: a call that is given up is begun again there. And where the one behind the last one begins.
        private int _lines;
        private int _next;

        /// <summary>Goes on to the next part, over what was not read of this one.</summary>
        /// <returns>False when there is none.</returns>
        public async Coroutine<bool> NextAsync()
        {
            byte[] trash = _inPart && _lines != Whole ? new byte[64] : null;
            Keep(null, 0, 0);

            while (trash != null && _inPart)
            {
                await ReadAsync(trash, 0, trash.Length);
            }

            if (_finished)
            {
                return false;
            }

            if (_lines != Whole)
            {
                if (_lines == 0)
                {
                    Name = FileName = ContentType = null;
                }

                for (string line; (line = await LineAsync()).Length > 0; _lines++)
                {
                    if (_lines == MaxHeaders)
                    {
                        throw new HttpException(400);
                    }

                    Take(line);
                    _start = _next;
                }

                if (Name == null)
                {
                    throw new HttpException(400);
                }

                // An empty part's delimiter comes at once.
                _lines = Whole;
                _inPart = true;
                _start = _next - 2;
                _buffer[_start] = (byte)'\r';
                _buffer[_start + 1] = (byte)'\n';
                _skip = 2;
            }

            try
            {
                _lines = 0;
                return true;
            }
            catch (OutOfMemoryException)
            {
                // Nobody knows of the part yet: the next call tells of it.
                _lines = Whole;
                throw;
            }
        }

        private async Coroutine<string> LineAsync()
        {
            for (; ; )
            {
                int newline = _start == _end ? -1 : Array.IndexOf(_buffer, s_newline, _start, _end - _start);

                if (newline > _start && _buffer[newline - 1] == '\r')
                {
                    if (newline > _start + 1)
                    {
                        // A line that begins with a blank belongs to the one before (RFC 5322, 2.2.3).
                        if (newline + 1 == _end)
                        {
                            await FillAsync();
                            continue;
                        }

                        if (_buffer[newline + 1] == ' ' || _buffer[newline + 1] == '\t')
                        {
                            _buffer[newline - 1] = _buffer[newline] = (byte)' ';
                            continue;
                        }
                    }

                    string line = Encoding.UTF8.GetString(_buffer, _start, newline - 1 - _start);
                    _next = newline + 1;
                    return line;
                }

                if (newline >= 0)
                {
                    throw new HttpException(400);
                }

                await FillAsync();
            }
        }

        private void Take(string line)
        {
            string lower = line.ToLower();

            if (lower.IndexOf("content-disposition:") == 0)
            {
                Name = Parameter(line, "name");
                FileName = Parameter(line, "filename");
            }
            else if (lower.IndexOf("content-type:") == 0)
            {
                ContentType = line.Substring("content-type:".Length).Trim();
            }
        }

        // name=value or name="value" behind a semicolon, of those that stand in no quotes: a file may be called ";name=".
        private static string Parameter(string line, string name)
        {
            string lower = line.ToLower();

            for (int at = 0; at < line.Length; at++)
            {
                if (line[at] == '"')
                {
                    at = EndOfQuoted(line, at + 1);
                    continue;
                }

                if (line[at] != ';')
                {
                    continue;
                }

                int start = at + 1;

                while (start < line.Length && (line[start] == ' ' || line[start] == '\t'))
                {
                    start++;
                }

                if (start < line.Length && lower.IndexOf(name + "=", start) == start)
                {
                    start += name.Length + 1;

                    if (start < line.Length && line[start] == '"')
                    {
                        start++;
                        return line.Substring(start, EndOfQuoted(line, start) - start);
                    }

                    // Not by a search, which an emoji would end.
                    int end = start;

                    while (end < line.Length && line[end] != ';')
                    {
                        end++;
                    }

                    return line.Substring(start, end - start).Trim();
                }
            }

            return null;
        }

        // Some clients put a backslash before a quote; it stays, as those of a path do.
        private static int EndOfQuoted(string line, int at)
        {
            while (at < line.Length && line[at] != '"')
            {
                at += line[at] == '\\' && at + 1 < line.Length && line[at + 1] == '"' ? 2 : 1;
            }

            return at;
        }
    }
}
