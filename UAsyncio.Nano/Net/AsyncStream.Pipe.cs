using System;

namespace UAsyncio.Nano.Net
{
    public partial class AsyncStream
    {
        /// <summary>
        /// Writes to another stream what comes from this one, up to its end. What the other does not take is not read: so a slow receiver slows its
        /// sender down, and the memory is this stream's buffer.
        /// </summary>
        /// <param name="target">Where to. It is not closed.</param>
        /// <param name="bufferSize">How many bytes are read at most before they are written; 1 or more.</param>
        /// <returns>To be awaited. When it is cancelled, what was read last may have been written in part.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="target"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is less than 1.</exception>
        /// <exception cref="InvalidOperationException">Another coroutine reads this stream, or writes the other.</exception>
        /// <exception cref="ObjectDisposedException">One of the two is closed, or was closed meanwhile.</exception>
        public async Coroutine CopyToAsync(AsyncStream target, int bufferSize = 512)
        {
            if (target == null)
            {
                throw new ArgumentNullException(nameof(target));
            }

            if (bufferSize < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(bufferSize));
            }

            for (; ; )
            {
                int count = _end - _start;

                if (count == 0)
                {
                    count = await FillAsync(bufferSize);

                    if (count == 0)
                    {
                        return;
                    }
                }

                // It may have been closed before this had its turn.
                byte[] buffer = _buffer ?? throw Closed();
                await target.WriteAsync(buffer, _start, count);

                if (_buffer == null)
                {
                    throw Closed();
                }

                Consume(count);
            }
        }

        /// <summary>
        /// Passes on what comes from each of two streams to the other, until one of them ends: what came before its end is written, the other
        /// direction is cancelled. (1.x sockets cannot end one direction alone.)
        /// </summary>
        /// <param name="other">The other one. Neither is closed.</param>
        /// <param name="bufferSize">How many bytes a direction reads at most before they are written; 1 or more.</param>
        /// <returns>To be awaited. It takes two slots of the loop meanwhile. What one direction fails by comes out: the reset of a socket, for instance.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="other"/> is null.</exception>
        /// <exception cref="InvalidOperationException">There are not so many slots, or others read or write the streams.</exception>
        public async Coroutine PipeAsync(AsyncStream other, int bufferSize = 512)
        {
            if (other == null)
            {
                throw new ArgumentNullException(nameof(other));
            }

            Coroutine[] ways = new Coroutine[] { CopyToAsync(other, bufferSize), other.CopyToAsync(this, bufferSize) };
            int first = await Coroutine.WhenAnyOnly(ways);
            await ways[first];
        }
    }
}
