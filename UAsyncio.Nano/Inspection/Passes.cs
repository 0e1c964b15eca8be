using System.Text;

namespace UAsyncio.Nano.Inspection
{
    /// <summary>
    /// Checks passwords, in a time that does not depend on what is right in them; after wrong ones nobody's is looked at for a second, then
    /// for two, four, and so on up to half a minute, however many connections try.
    /// </summary>
    internal sealed class Passes
    {
        private const int FirstPause = 1000;
        private const int LongestPause = 32000;

        private readonly EventLoop _loop;
        private int _pause;
        private int _closedAt;

        internal Passes(EventLoop loop)
        {
            _loop = loop;
        }

        internal async Coroutine<bool> CheckAsync(byte[] password, string given)
        {
            // Without a sign: once in 50 days the tick comes by again, and closes for one pause at the most.
            for (uint closed; (closed = (uint)(_loop.Ticks - _closedAt)) < (uint)_pause;)
            {
                await Coroutine.Delay(_pause - (int)closed);
            }

            bool isRight = IsSame(password, Encoding.UTF8.GetBytes(given));
            _pause = isRight ? 0 : _pause == 0 ? FirstPause : _pause < LongestPause ? 2 * _pause : _pause;
            _closedAt = _loop.Ticks;
            return isRight;
        }

        // As long as what was given, whatever of it is right.
        private static bool IsSame(byte[] password, byte[] given)
        {
            int difference = password.Length ^ given.Length;

            for (int i = 0; i < given.Length; i++)
            {
                difference |= given[i] ^ password[i % password.Length];
            }

            return difference == 0;
        }
    }
}
