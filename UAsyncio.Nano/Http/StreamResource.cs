using System;
using System.IO;

namespace UAsyncio.Nano.Http
{
    /// <summary>Opens what a <see cref="StreamResource"/> reads.</summary>
    /// <returns>A stream that can seek; the response closes it.</returns>
    public delegate Stream OpenStream();

    /// <summary>A resource in a file, or in whatever can be read as a stream.</summary>
    public sealed class StreamResource : HttpResource
    {
        private readonly OpenStream _open;

        /// <summary>Makes one.</summary>
        /// <param name="contentType">Its type.</param>
        /// <param name="open">Opens it, for each response anew.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <param name="tag">What differs for another content, such as the time of its last change, without quotes; null for none.</param>
        /// <exception cref="ArgumentNullException"><paramref name="open"/> is null.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
        public StreamResource(string contentType, OpenStream open, int length, string tag = null)
            : base(contentType, length, tag)
        {
            _open = open ?? throw new ArgumentNullException(nameof(open));
        }

        /// <inheritdoc/>
        protected internal override object Open()
        {
            return _open();
        }

        /// <inheritdoc/>
        protected internal override int Read(object opened, int position, byte[] buffer, int offset, int count)
        {
            Stream stream = (Stream)opened;
            stream.Position = position;
            return stream.Read(buffer, offset, count);
        }

        /// <inheritdoc/>
        protected internal override void Close(object opened)
        {
            ((Stream)opened).Dispose();
        }
    }
}
