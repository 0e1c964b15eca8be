using System;
using System.Net.Sockets;

namespace UAsyncio.Nano.Net
{
    // Who makes room for whom.
    internal partial class AcceptOperation
    {
        // How long, in ms, a client may be silent before it makes room for another: one that has sent nothing yet, one that has sent a
        // part of its hello, and one that was served. What the first has sent may have been lost: it is sent again after 1 s, and after
        // 2 s more.
        private const int FirstSilence = 3500;
        private const int HelloSilence = 1500;
        private const int Silence = 500;

        // How long it may take nothing of what it is sent.
        private const int TakesNothing = 3000;

        // Closes the connection that others need most: of those that wait, where a socket is wanted, the one that has been silent for
        // longest; else, of those that are served, the one whose client has sent least for longest, or taken nothing. False when there is none.
        private bool MakeRoom(int now, bool blocked)
        {
            TcpServer server = _server;
            TcpConnection victim = null;
            int longest = 0;

            for (int i = 0; i < server._count; i++)
            {
                TcpConnection connection = server._connections[i];
                int time = connection._task != null ? Overdue(connection, now) : blocked ? TooSilent(connection, now) : 0;

                if (time > longest)
                {
                    longest = time;
                    victim = connection;
                }
            }

            if (victim == null)
            {
                return false;
            }

            victim.Dispose();

            if (victim._task == null)
            {
                TakeOut(victim, false, now);
            }

            return true;
        }

        // For how long, in ms, a client that is not served has been too silent.
        private static int TooSilent(TcpConnection connection, int now)
        {
            int silence = now - connection._since;
            ClientHello hello = connection._asked as ClientHello;

            try
            {
                if (hello == null ? connection.CanRead() : hello.IsComplete())
                {
                    return 0;
                }
            }
            catch (System.IO.IOException)
            {
                return silence;
            }
            catch (SocketException)
            {
                return silence;
            }

            return silence - (connection._isKept ? Silence : hello != null && hello.HasBegun ? HelloSilence : FirstSilence);
        }

        // For how long, in ms, a client that is waited for has been too slow.
        private static int Overdue(TcpConnection connection, int now)
        {
            int moved = connection._moved - connection._movedBefore;

            if (!connection.MakesRoom || connection.IsClosed)
            {
                return 0;
            }

            if (connection.IsReading)
            {
                // A byte is good for a millisecond.
                return now - connection._since - moved - Silence;
            }

            if (!connection.IsWriting)
            {
                return 0;
            }

            if (moved > 0)
            {
                connection._movedBefore = connection._moved;
                connection._since = now;
            }

            return now - connection._since - TakesNothing;
        }
    }
}
