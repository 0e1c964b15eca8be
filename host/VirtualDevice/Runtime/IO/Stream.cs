using UAsyncio.VirtualDevice.Runtime;

namespace System.IO
{
    public abstract class Stream : MarshalByRefObject, IDisposable
    {
        private const int CopyChunk = 2048;

        ~Stream()
        {
            Dispose(false);
        }

        public abstract bool CanRead { get; }

        public abstract bool CanSeek { get; }

        public virtual bool CanTimeout => false;

        public abstract bool CanWrite { get; }

        public abstract long Length { get; }

        public abstract long Position { get; set; }

        public virtual int ReadTimeout
        {
            get => throw new InvalidOperationException();
            set => throw new InvalidOperationException();
        }

        public virtual int WriteTimeout
        {
            get => throw new InvalidOperationException();
            set => throw new InvalidOperationException();
        }

        public virtual void Close()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        // What goes wrong at the end of a using nobody hears of.
        public void Dispose()
        {
            try
            {
                Close();
            }
            catch
            {
            }
        }

        public void CopyTo(Stream destination)
        {
            if (destination == null)
            {
                throw LibraryExceptions.Null();
            }

            if ((!CanRead && !CanWrite) || (!destination.CanRead && !destination.CanWrite))
            {
                throw new ObjectDisposedException();
            }

            if (!CanRead || !destination.CanWrite)
            {
                throw new NotSupportedException();
            }

            byte[] chunk = new byte[CopyChunk];
            int count;
            while ((count = Read(chunk, 0, chunk.Length)) != 0)
            {
                destination.Write(chunk, 0, count);
            }
        }

        public abstract void Flush();

        public abstract int Read(SpanByte buffer);

        public abstract int Read(byte[] buffer, int offset, int count);

        public virtual int ReadByte()
        {
            byte[] one = new byte[1];
            return Read(one, 0, 1) == 0 ? -1 : one[0];
        }

        public abstract long Seek(long offset, SeekOrigin origin);

        public abstract void SetLength(long value);

        public abstract void Write(byte[] buffer, int offset, int count);

        public virtual void WriteByte(byte value) => Write(new[] { value }, 0, 1);

        protected virtual void Dispose(bool disposing)
        {
        }
    }
}
