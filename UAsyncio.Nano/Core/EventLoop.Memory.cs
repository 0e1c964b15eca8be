using System;

namespace UAsyncio.Nano
{
    public sealed partial class EventLoop
    {
        // Let go at the first want of memory, so that what is under way can be finished.
        private byte[] _spare;
        private int _spareBytes = 1024;
        private bool _isShort;
        private bool _isTold;

        /// <summary>
        /// How much memory the loop keeps back while it runs, in bytes; 1024 by default, 0 for none. At the first OutOfMemoryException
        /// it lets it go, so that what is under way can be finished, and admits no new task until it could be taken again.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
        public int SpareMemory
        {
            get => _spareBytes;
            set
            {
                if (value < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(value));
                }

                _spareBytes = value;
                _spare = null;
            }
        }

        /// <summary>True from the first OutOfMemoryException on until the spare memory could be taken again: what can wait should.</summary>
        public bool IsShortOfMemory => _isShort;

        /// <summary>Called once each time that memory gets short, on the pass after it did; what it throws leaves Run. Null for nothing.</summary>
        public LoopCallback MemoryShort { get; set; }

        // No calls: there may be no memory for them.
        [Inline]
        private void LetSpareGo()
        {
            _spare = null;
            Coroutine.s_innermost = null;
            _isShort = true;
            _isWhole = false;
            _isSpecial = true;
            _isCalled = true;
            _mostLive = 0;
        }

        private void TakeSpare()
        {
            if (_isShort && !_isTold)
            {
                _isTold = true;
                MemoryShort?.Invoke(this);
            }

            try
            {
                _spare = _spareBytes == 0 ? null : new byte[_spareBytes];
                Coroutine.s_innermost = Coroutine.s_innermost ?? new Coroutine[4];
                _isShort = false;
                _isTold = false;
            }
            catch (OutOfMemoryException)
            {
                _isShort = true;
                _isSpecial = true;
            }

            LimitAdmission();
        }

        [Inline]
        [Commit]
        private void LimitAdmission()
        {
            _mostLive = _watch == null && !_isShort && !_closed ? _readyLength : 0;
        }
    }
}
