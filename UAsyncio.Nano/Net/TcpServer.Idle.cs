namespace UAsyncio.Nano.Net
{
    public partial class TcpServer
    {
        // A connection that has waited longer than this, in ms, for its client makes room for another when one wants it. A client that
        // has had nothing yet has so much longer: what it sent first may have been lost, and is sent again after a second.
        private const int EvictAfter = 500;
        private const int FirstGrace = 1000;

        // Of each connection that could make room for another: the wait that it is in, and since when. Made when one waits first.
        private Coroutine[] _idle;
        private int[] _idleSince;

        // The connection that is to make room; one at a time.
        private int _evicting = -1;

        /// <summary>A client waits and all connections are taken: the one that has waited longest for its own client makes room.</summary>
        internal void MakeRoom()
        {
            if (_idle == null || _evicting >= 0)
            {
                return;
            }

            int longest = EvictAfter;

            for (int i = 0; i < _idle.Length; i++)
            {
                int idle = _idle[i] == null ? 0 : _loop.Ticks - _idleSince[i];

                if (idle > longest)
                {
                    longest = idle;
                    _evicting = i;
                }
            }

            if (_evicting >= 0)
            {
                _idle[_evicting].Cancel();
            }
        }

        /// <summary>A connection waits for its client, and could make room for another meanwhile.</summary>
        /// <param name="index">Its place.</param>
        /// <param name="wait">What is cancelled then.</param>
        /// <param name="first">Whether its client has had nothing yet.</param>
        protected void StartIdle(int index, Coroutine wait, bool first)
        {
            if (_idle == null)
            {
                _idleSince = new int[_connections.Length];
                _idle = new Coroutine[_connections.Length];
            }

            _idle[index] = wait;
            _idleSince[index] = _loop.Ticks + (first ? FirstGrace : 0);
        }

        /// <summary>A connection waits no more.</summary>
        /// <returns>Whether it is to make room.</returns>
        protected bool StopIdle(int index)
        {
            if (_idle != null)
            {
                _idle[index] = null;
            }

            return _evicting == index;
        }

        /// <summary>A connection that was to make room has found something to do: another has to.</summary>
        protected void Keep()
        {
            _evicting = -1;
        }
    }
}
