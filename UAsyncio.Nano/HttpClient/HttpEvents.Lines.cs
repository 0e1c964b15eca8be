namespace UAsyncio.Nano.Http.Client
{
    // The lines of an event.
    public sealed partial class HttpEvents
    {
        private const int LongestRetry = 24 * 60 * 60 * 1000;

        // Of the event that is under way, also when whoever waited for it has stopped waiting.
        private string _data;
        private string _type;
        private string _id;
        private string _line;
        private bool _isFirstLine;

        // An event's data; null when the connection has ended: an event without its empty line does not count.
        private async Coroutine<string> ReadAsync()
        {
            HttpResponse response = _response;

            for (; ; )
            {
                // It stays until all of it has counted: memory may be too short for that, and it is looked at again.
                _line = _line ?? await response.ReadLineAsync(_maxLength + Data.Length);

                if (_line == null)
                {
                    return null;
                }

                if (_isFirstLine && _line.Length > 0 && _line[0] == '\uFEFF')
                {
                    _line = _line.Substring(1);
                }

                _isFirstLine = false;

                if (_line.Length > 0)
                {
                    Take(_line);
                    _line = null;
                    continue;
                }

                string data = _data;

                if (data != null)
                {
                    Type = _type == null || _type.Length == 0 ? "message" : _type;
                }

                // Only now: of an event that is cut off, the server must not hear that it has come.
                _lastId = _id ?? _lastId;
                _data = _type = _line = null;

                if (data != null)
                {
                    return data;
                }
            }
        }

        // What can fail comes before what counts.
        private void Take(string line)
        {
            int colon = line.IndexOf(':');
            string name = colon < 0 ? line : line.Substring(0, colon);
            string value = colon < 0 ? string.Empty : line.Substring(colon + (colon + 1 < line.Length && line[colon + 1] == ' ' ? 2 : 1));

            switch (name)
            {
                case "data":
                    value = _data == null ? value : _data + "\n" + value;
                    _data = value.Length <= _maxLength ? value : throw new HttpException(413);
                    break;
                case "event":
                    _type = value;
                    break;
                case "id":
                    // It goes back to the server in a field.
                    _id = HttpField.IsValue(value) ? value : _id;
                    break;
                case "retry":
                    SetRetry(value);
                    break;
            }
        }

        private void SetRetry(string value)
        {
            int time = 0;

            for (int i = 0; i < value.Length; i++)
            {
                int digit = value[i] - '0';

                if ((uint)digit > 9)
                {
                    return;
                }

                // Longer than a day is a day.
                time = time < LongestRetry / 10 ? 10 * time + digit : LongestRetry;
            }

            _retryTime = time > 0 ? time : _retryTime;
        }
    }
}
