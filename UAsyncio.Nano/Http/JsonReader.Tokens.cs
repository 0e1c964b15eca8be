using System.Text;

namespace UAsyncio.Nano.Http
{
    public sealed partial class JsonReader
    {
        // The next byte that is no blank; -1 at the end.
        private int SkipBlanks()
        {
            while (_at < _end && (_json[_at] == ' ' || _json[_at] == '\n' || _json[_at] == '\r' || _json[_at] == '\t'))
            {
                _at++;
            }

            return _at < _end ? _json[_at] : -1;
        }

        private void ReadValue(int next)
        {
            switch (next)
            {
                case '{':
                case '[':
                    Check(Depth < MaxDepth);
                    _objects = next == '{' ? _objects | (1 << Depth) : _objects & ~(1 << Depth);
                    Depth++;
                    _at++;
                    Token = next == '{' ? JsonToken.ObjectStart : JsonToken.ArrayStart;
                    break;
                case '"':
                    ReadString(next);
                    Token = JsonToken.String;
                    break;
                case 't':
                    ReadWord("true", JsonToken.True);
                    break;
                case 'f':
                    ReadWord("false", JsonToken.False);
                    break;
                case 'n':
                    ReadWord("null", JsonToken.Null);
                    break;
                default:
                    ReadNumber();
                    break;
            }
        }

        private void ReadWord(string word, JsonToken token)
        {
            Check(_end - _at >= word.Length && Encoding.UTF8.GetString(_json, _at, word.Length) == word);
            _at += word.Length;
            Token = token;
        }

        private void ReadString(int next)
        {
            Check(next == '"');
            _start = ++_at;
            _escaped = false;

            for (; ; _at++)
            {
                Check(_at < _end && _json[_at] >= ' ');

                if (_json[_at] == '"')
                {
                    _stop = _at++;
                    return;
                }

                if (_json[_at] == '\\')
                {
                    _escaped = true;
                    CheckEscape(++_at);
                }
            }
        }

        private void CheckEscape(int at)
        {
            Check(at < _end);

            if (_json[at] == 'u')
            {
                Check(at + 4 < _end);

                for (int i = 1; i <= 4; i++)
                {
                    Check(Hexadecimal.Value(_json[at + i]) >= 0);
                }
            }
            else
            {
                Check("\"\\/bfnrt".IndexOf((char)_json[at]) >= 0);
            }
        }

        private void ReadNumber()
        {
            _start = _at;
            _at += Peek() == '-' ? 1 : 0;

            // No zero before other digits.
            if (Peek() == '0')
            {
                _at++;
            }
            else
            {
                SkipDigits();
            }

            if (Peek() == '.')
            {
                _at++;
                SkipDigits();
            }

            if ((Peek() | 0x20) == 'e')
            {
                _at++;
                _at += Peek() == '-' || Peek() == '+' ? 1 : 0;
                SkipDigits();
            }

            _stop = _at;
            Token = JsonToken.Number;
        }

        private void SkipDigits()
        {
            Check(IsDigit(Peek()));

            while (IsDigit(Peek()))
            {
                _at++;
            }
        }

        private int Peek()
        {
            return _at < _end ? _json[_at] : -1;
        }

        // Null where it cannot be a string.
        private string Unescape()
        {
            // An escape is longer than what it stands for.
            byte[] bytes = new byte[_stop - _start];
            int length = 0;

            for (int i = _start; i < _stop; i++)
            {
                if (_json[i] != '\\')
                {
                    bytes[length++] = _json[i];
                }
                else if (_json[++i] != 'u')
                {
                    int index = "bfnrt".IndexOf((char)_json[i]);
                    bytes[length++] = index < 0 ? _json[i] : (byte)"\b\f\n\r\t"[index];
                }
                else
                {
                    int code = CodeAt(i + 1);
                    i += 4;

                    // Two of them for a character beyond 0xFFFF.
                    if (code >= 0xD800 && code < 0xDC00 && i + 6 < _stop && _json[i + 1] == '\\' && _json[i + 2] == 'u' && CodeAt(i + 3) >> 10 == 0x37)
                    {
                        code = 0x10000 + ((code & 0x3FF) << 10) + (CodeAt(i + 3) & 0x3FF);
                        i += 6;
                    }

                    if (code == 0)
                    {
                        // A device's strings end at a NUL.
                        return null;
                    }

                    length = PutUtf8(bytes, length, code >= 0xD800 && code < 0xE000 ? 0xFFFD : code);
                }
            }

            return Encoding.UTF8.GetString(bytes, 0, length);
        }

        private int CodeAt(int at)
        {
            int code = 0;

            for (int i = 0; i < 4; i++)
            {
                code = (code << 4) | Hexadecimal.Value(_json[at + i]);
            }

            return code;
        }

        private static int PutUtf8(byte[] bytes, int at, int code)
        {
            if (code < 0x80)
            {
                bytes[at++] = (byte)code;
                return at;
            }

            int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
            bytes[at++] = (byte)((more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0) | (code >> (6 * more)));

            for (more--; more >= 0; more--)
            {
                bytes[at++] = (byte)(0x80 | ((code >> (6 * more)) & 0x3F));
            }

            return at;
        }
    }
}
