using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// Sends the same events to many clients (text/event-stream). <see cref="Publish"/> never waits: each client has a queue of its
    /// own, and one that does not read holds nobody up.
    /// </summary>
    /// <remarks>For the thread of its loop. Give <see cref="HandleAsync"/> to a server or a route.</remarks>
    public sealed class ServerSentEvents
    {
        // A line of an event ends at either, or both.
        private static readonly char[] s_lineEnds = { '\r', '\n' };

        private readonly int _capacity;
        private readonly bool _closeSlow;
        private EventClient _first;
        private int _clients;
        private int _keepAlive = 15000;

        /// <summary>Makes one without clients.</summary>
        /// <param name="capacity">How many events wait for one client at most, 1 to 255.</param>
        /// <param name="closeSlow">True to close a client for which more would have to wait, so that it begins anew; false to drop the oldest ones.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is out of range.</exception>
        public ServerSentEvents(int capacity = 8, bool closeSlow = false)
        {
            if (capacity < 1 || capacity > 255)
            {
                throw new ArgumentOutOfRangeException(nameof(capacity));
            }

            _capacity = capacity;
            _closeSlow = closeSlow;
        }

        /// <summary>How often a client that gets nothing is sent a comment, in ms, at least 1; 15000 by default. By it one that has gone is found.</summary>
        /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
        public int KeepAlive
        {
            get => _keepAlive;
            set => _keepAlive = (uint)(value - 1) < Coroutine.MaxDelay ? value : throw new ArgumentOutOfRangeException(nameof(KeepAlive));
        }

        /// <summary>How many clients there are.</summary>
        public int Clients => _clients;

        /// <summary>Sends an event to every client.</summary>
        /// <param name="data">Its data; each line of it becomes one of the event's.</param>
        /// <param name="type">Its type, by which a page listens to it; null for message.</param>
        /// <param name="id">Its id, which a client that comes back says in the field Last-Event-ID; null for none.</param>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ArgumentException">A control character, such as a line end, is in the type or the id.</exception>
        public void Publish(string data, string type = null, string id = null)
        {
            if (data == null)
            {
                throw new ArgumentNullException(nameof(data));
            }

            // A line end would have what follows it be a field of its own.
            if ((type != null && !HttpField.IsValue(type)) || (id != null && !HttpField.IsValue(id)))
            {
                throw new ArgumentException(nameof(type));
            }

            string text = null;

            for (EventClient client = _first; client != null; client = client.Next)
            {
                text = text ?? Format(data, type, id);
                client.WakeAll();
            }

            // To all, or, where memory is too short, to none.
            Commit.Begin();

            for (EventClient client = _first; client != null; client = client.Next)
            {
                client.Add(text, _closeSlow);
            }

            Commit.End();
        }

        /// <summary>Serves a client until it goes.</summary>
        /// <param name="context">Its request.</param>
        /// <returns>The coroutine.</returns>
        public async Coroutine HandleAsync(HttpContext context)
        {
            context.AddHeader("Cache-Control", "no-store");

            // nginx would keep events back until it has a buffer full of them.
            context.AddHeader("X-Accel-Buffering", "no");
            context.StartResponse("text/event-stream");

            if (context.Method == "HEAD")
            {
                // Events would never come to an end.
                return;
            }

            EventClient client = new EventClient(_capacity) { Next = _first };
            _first = client;
            _clients++;

            try
            {
                await context.FlushAsync();

                // Without a slot for that, one that has gone is found when it is written to.
                if (EventLoop.Running.FreeSlots > 0)
                {
                    context.CancelWhenClientLeaves();
                }

                while (!client.IsClosed)
                {
                    string text;

                    try
                    {
                        text = client.Take() ?? await client.NextAsync().WaitAsync(_keepAlive);
                    }
                    catch (TimeoutException)
                    {
                        text = ":\n\n";
                    }

                    await context.WriteAsync(text);
                    await context.FlushAsync();
                }

                // Its place is another's, and not kept for what it may ask next.
                context.KeepAlive = false;
            }
            finally
            {
                // A call could fail, and its place would be taken for ever.
                Commit.Begin();
                EventClient before = _first;

                if (before == client)
                {
                    _first = client.Next;
                }
                else
                {
                    while (before.Next != client)
                    {
                        before = before.Next;
                    }

                    before.Next = client.Next;
                }

                _clients--;
                Commit.End();
            }
        }

        private static string Format(string data, string type, string id)
        {
            string text = (type == null ? string.Empty : "event: " + type + "\n") + (id == null ? string.Empty : "id: " + id + "\n");

            for (int start = 0; start <= data.Length;)
            {
                int end = WideText.IndexOfAny(data, s_lineEnds, start);
                end = end < 0 ? data.Length : end;
                text += "data: " + data.Substring(start, end - start) + "\n";
                start = end + 1 < data.Length && data[end] == '\r' && data[end + 1] == '\n' ? end + 2 : end + 1;
            }

            return text + "\n";
        }
    }
}
