namespace System.IO
{
    public abstract class TextReader : MarshalByRefObject, IDisposable
    {
        public virtual void Close() => Dispose();

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        public virtual int Peek() => -1;

        public virtual int Read() => -1;

        public virtual int Read(char[] buffer, int index, int count) => -1;

        public virtual int ReadBlock(char[] buffer, int index, int count)
        {
            int read;
            int total = 0;
            do
            {
                read = Read(buffer, index + total, count - total);
                total += read;
            }
            while (read > 0 && total < count);

            return total;
        }

        public virtual string ReadLine() => null;

        public virtual string ReadToEnd() => null;

        protected virtual void Dispose(bool disposing)
        {
        }
    }
}
