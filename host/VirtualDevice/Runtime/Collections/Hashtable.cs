using UAsyncio.VirtualDevice.Runtime;

namespace System.Collections
{
    /// <summary>
    /// A device's: its buckets, and so its order, which desktop .NET's does not keep from one run to the next; and keys that are classes are
    /// equal when they are one object, whatever their Equals says. A native call of a device is not interrupted: hence the lock.
    /// </summary>
    public class Hashtable : ICloneable, IDictionary
    {
        private const int InitialSize = 3;
        private const float DenseEnough = 0.72f;
        private const uint Step = 101;

        private static readonly int[] s_sizes =
        [
            3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631, 761, 919, 1103, 1327, 1597, 1931, 2333,
            2801, 3371, 4049, 4861, 5839, 7013, 8419, 10103, 12143,
        ];

        private readonly object _sync = new();
        private readonly float _loadFactor;
        private Bucket[] _buckets;
        private int _loadSize;

        public Hashtable()
            : this(InitialSize, 1)
        {
        }

        public Hashtable(int capacity)
            : this(capacity, 1)
        {
        }

        public Hashtable(int capacity, float loadFactor)
        {
            if (capacity < 0 || !(loadFactor >= 0.1f && loadFactor <= 1))
            {
                throw LibraryExceptions.OutOfRange();
            }

            _loadFactor = DenseEnough * loadFactor;
            double size = capacity / _loadFactor;

            if (size > int.MaxValue)
            {
                throw new ArgumentException();
            }

            Use(new Bucket[size > InitialSize ? SizeFor((int)size) : InitialSize]);
        }

        public int Count { get; private set; }

        public bool IsFixedSize => false;

        public bool IsReadOnly => false;

        public bool IsSynchronized => false;

        public ICollection Keys => new HashtableView(this, entry => entry.Key);

        public object SyncRoot => this;

        public ICollection Values => new HashtableView(this, entry => entry.Value);

        internal int Version { get; private set; }

        internal int BucketCount => _buckets.Length;

        public object this[object key]
        {
            get
            {
                lock (_sync)
                {
                    return Find(key ?? throw LibraryExceptions.Null(), isRead: true)?.Value;
                }
            }

            set => Insert(key ?? throw LibraryExceptions.Null(), value, false);
        }

        public void Add(object key, object value) => Insert(key ?? throw new NullReferenceException(), value, true);

        public void Clear()
        {
            lock (_sync)
            {
                if (Count > 0)
                {
                    Array.ForEach(_buckets, bucket => bucket?.Empty());
                    Count = 0;
                    Version++;
                }
            }
        }

        public object Clone()
        {
            Hashtable copy = new(_buckets.Length);

            foreach (DictionaryEntry entry in this)
            {
                copy[entry.Key] = entry.Value;
            }

            return copy;
        }

        public bool Contains(object key)
        {
            lock (_sync)
            {
                return Find(key ?? throw new NullReferenceException(), isRead: false) != null;
            }
        }

        public void CopyTo(Array array, int arrayIndex) => new HashtableView(this, entry => entry).CopyTo(array, arrayIndex);

        public IEnumerator GetEnumerator() => new HashtableEnumerator(this, entry => entry);

        public void Remove(object key)
        {
            lock (_sync)
            {
                if (Find(key ?? throw LibraryExceptions.Null(), isRead: false) is { } bucket)
                {
                    bucket.Empty();
                    Count--;
                    Version++;
                }
            }
        }

        /// <summary>What is in the last bucket before one that is in use; null for none.</summary>
        internal DictionaryEntry Before(ref int bucket)
        {
            lock (_sync)
            {
                while (bucket > 0)
                {
                    if (_buckets[--bucket] is { Key: not null } found)
                    {
                        return new DictionaryEntry(found.Key, found.Value);
                    }
                }

                return null;
            }
        }

        private static int SizeFor(int least)
        {
            int index = Array.FindIndex(s_sizes, size => size >= least);
            return index >= 0 ? s_sizes[index] : throw new NotSupportedException();
        }

        private static bool AreEqual(object a, object b) => ReferenceEquals(a, b) || (a is string or ValueType && a.Equals(b));

        private void Use(Bucket[] buckets)
        {
            _buckets = buckets;
            _loadSize = (int)(_loadFactor * buckets.Length);
        }

        private Bucket Find(object key, bool isRead)
        {
            uint hash = (uint)HashCodes.Of(key);
            int at = (int)(hash % (uint)_buckets.Length);

            for (int i = 0; i < _buckets.Length; i++)
            {
                Bucket bucket = _buckets[at];

                if (bucket != null && bucket.Hash == hash)
                {
                    if (bucket.Key == null && isRead)
                    {
                        throw new NotSupportedException("A device crashes when a Hashtable is read with a key of hash code 0, such as 0 or false, after a key was removed: ask Contains first.");
                    }

                    if (bucket.Key != null && AreEqual(bucket.Key, key))
                    {
                        return bucket;
                    }
                }

                at = Next(at, hash, _buckets.Length);
            }

            return null;
        }

        private void Insert(object key, object value, bool isNew)
        {
            lock (_sync)
            {
                if (Count >= _loadSize)
                {
                    Expand();
                }

                uint hash = (uint)HashCodes.Of(key);
                int at = (int)(hash % (uint)_buckets.Length);

                for (int i = 0; i < _buckets.Length; i++)
                {
                    Bucket bucket = _buckets[at] ??= new Bucket();

                    if (bucket.Key == null || AreEqual(bucket.Key, key))
                    {
                        Count += bucket.Key == null ? 1 : isNew ? throw LibraryExceptions.NativeArgument() : 0;
                        bucket.Hash = hash;
                        bucket.Key = key;
                        bucket.Value = value;
                        Version++;
                        return;
                    }

                    at = Next(at, hash, _buckets.Length);
                }

                throw new InvalidOperationException();
            }
        }

        private void Expand()
        {
            Bucket[] buckets = new Bucket[SizeFor(2 * _buckets.Length)];

            foreach (Bucket bucket in _buckets)
            {
                if (bucket?.Key != null)
                {
                    int at = (int)(bucket.Hash % (uint)buckets.Length);

                    while (buckets[at] != null)
                    {
                        at = Next(at, bucket.Hash, buckets.Length);
                    }

                    buckets[at] = bucket;
                }
            }

            Use(buckets);
            Version++;
        }

        private static int Next(int at, uint hash, int size)
        {
            uint step = 1 + (unchecked(hash * Step) % (uint)(size - 1));
            return (int)(((uint)at + step) % (uint)size);
        }

        private sealed class Bucket
        {
            public uint Hash;
            public object Key;
            public object Value;

            public void Empty()
            {
                Hash = 0;
                Key = null;
                Value = null;
            }
        }
    }
}
