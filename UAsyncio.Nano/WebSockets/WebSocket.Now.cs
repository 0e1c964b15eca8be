using System;

namespace UAsyncio.Nano.WebSockets
{
    // For a Transport over a WebSocket: what can be done at once, without an awaitable of the WebSocket.
    public sealed partial class WebSocket
    {
        // The longest head of a frame, with its mask.
        private const int MaxHead = 14;

        // The last byte that was offered is in a frame that is not out yet.
        private bool _owes;

        /// <summary>Receives what is there of a message, as <see cref="ReceiveAsync"/> without waiting.</summary>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most; at least 1.</param>
        /// <returns>How many bytes came, 0 as <see cref="ReceiveAsync"/> says; below zero when nothing is there yet.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
        /// <exception cref="WebSocketException">The peer breaks the protocol; it is told, and the connection ends.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The part is not in the array, or <paramref name="count"/> is 0.</exception>
        /// <exception cref="InvalidOperationException">A coroutine receives.</exception>
        public int TryReceive(byte[] buffer, int offset, int count)
        {
            CheckPart(buffer, offset, count);
            _receive.Arm(buffer, offset, count);
            return Receive(buffer, offset, count);
        }

        /// <summary>Sends what can be taken at once, as a binary message of its own.</summary>
        /// <param name="buffer">Where it is.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes; at least 1.</param>
        /// <returns>How many were taken, 0 when none can be now. The rest, of which a byte can be on its way already, is to be offered again.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The part is not in the array, or <paramref name="count"/> is 0.</exception>
        /// <exception cref="InvalidOperationException">A coroutine sends.</exception>
        /// <exception cref="ObjectDisposedException">It is closed.</exception>
        public int TrySend(byte[] buffer, int offset, int count)
        {
            CheckPart(buffer, offset, count);
            _send.Arm(0, buffer, offset, count);
            CheckNotClosing();

            if (!FlushControl())
            {
                return 0;
            }

            if (_owes)
            {
                _owes = false;
                return 1;
            }

            int taken = count < _out.Length - MaxHead ? count : _out.Length - MaxHead;
            PutHead(Opcode.Binary | Opcode.Final, taken);
            PutPayload(buffer, offset, taken);
            _owes = !Flush();
            return _owes ? taken - 1 : taken;
        }

        // A part of an array that is not empty.
        private static void CheckPart(byte[] buffer, int offset, int count)
        {
            Check(buffer, offset, count);

            if (count == 0)
            {
                throw new ArgumentOutOfRangeException(nameof(count));
            }
        }
    }
}
