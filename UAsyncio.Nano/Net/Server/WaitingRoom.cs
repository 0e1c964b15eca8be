namespace UAsyncio.Nano.Net
{
    /// <summary>The door of a server whose clients wait without a coroutine: a pass in which none of them has sent anything only asks each.</summary>
    internal sealed class WaitingRoom : AcceptOperation
    {
        internal WaitingRoom(TcpServer server)
            : base(server)
        {
        }

        /// <inheritdoc/>
        protected override int FindReady(IoOperation[] parked, int index, int count)
        {
            if (_polled != null)
            {
                return base.FindReady(parked, index, count);
            }

            // One that is closed and waits for its handlers only is not tried.
            if (_isTried && !IsQuiet())
            {
                return index;
            }

            index++;
            return index == count ? count : base.FindReady(parked, index, count);
        }
    }
}
