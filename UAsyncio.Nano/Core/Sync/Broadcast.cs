using System;

namespace UAsyncio.Nano
{
    /// <summary>
    /// Passes values from one writer to several readers: each has its own place and gets every value, unless it is so slow that newer
    /// ones took its place, which it is told. With room for one value it is a variable that can be watched.
    /// </summary>
    /// <remarks>For the thread of its loop. Neither publishing nor reading allocates.</remarks>
    public sealed class Broadcast
    {
        internal readonly WaitList Line = new WaitList();
        internal readonly object[] Values;

        // Counts on and on; it wraps, and only differences tell.
        internal int Published;

        /// <summary>Creates a broadcast.</summary>
        /// <param name="capacity">How many values are kept for slow readers, 1 to 32768.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is out of range.</exception>
        public Broadcast(int capacity)
        {
            if ((uint)(capacity - 1) > short.MaxValue)
            {
                throw new ArgumentOutOfRangeException(nameof(capacity));
            }

            int length = 1;

            while (length < capacity)
            {
                length <<= 1;
            }

            Values = new object[length];
        }

        /// <summary>The value that was published last; null before the first.</summary>
        public object Last => Values[(Published - 1) & (Values.Length - 1)];

        /// <summary>Passes a value to all readers. If this throws, nothing has changed.</summary>
        /// <param name="value">Not null.</param>
        /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
        public void Publish(object value)
        {
            if (value == null)
            {
                throw new ArgumentNullException(nameof(value));
            }

            Line.WakeAll();
            Values[Published & (Values.Length - 1)] = value;
            Published++;
        }

        /// <summary>Makes a reader of what is published from now on.</summary>
        /// <returns>The reader. It need not be closed: nothing refers to it.</returns>
        public BroadcastReader CreateReader()
        {
            return new BroadcastReader(this);
        }
    }
}
