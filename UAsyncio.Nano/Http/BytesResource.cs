using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>A resource in memory.</summary>
    public sealed class BytesResource : HttpResource
    {
        private readonly byte[] _content;

        /// <summary>Makes one.</summary>
        /// <param name="contentType">Its type.</param>
        /// <param name="content">Its bytes, not to be changed any more.</param>
        /// <param name="tag">What differs for another content, without quotes; null for none.</param>
        /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
        public BytesResource(string contentType, byte[] content, string tag = null)
            : base(contentType, (content ?? throw new ArgumentNullException(nameof(content))).Length, tag)
        {
            _content = content;
        }

        /// <inheritdoc/>
        protected internal override int Read(object opened, int position, byte[] buffer, int offset, int count)
        {
            int length = Length - position < count ? Length - position : count;
            Array.Copy(_content, position, buffer, offset, length);
            return length;
        }
    }
}
