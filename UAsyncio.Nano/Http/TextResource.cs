using System;
using System.Text;

namespace UAsyncio.Nano.Http
{
    /// <summary>A resource in the program itself: a constant of ASCII characters, which stays in the flash, and of which a piece at a time is sent.</summary>
    public sealed class TextResource : HttpResource
    {
        private readonly string _text;

        /// <summary>Makes one.</summary>
        /// <param name="contentType">Its type.</param>
        /// <param name="text">Its text, of ASCII characters only.</param>
        /// <param name="tag">What differs for another content, without quotes; null for none.</param>
        /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
        public TextResource(string contentType, string text, string tag = null)
            : base(contentType, (text ?? throw new ArgumentNullException(nameof(text))).Length, tag)
        {
            _text = text;
        }

        /// <inheritdoc/>
        protected internal override int Read(object opened, int position, byte[] buffer, int offset, int count)
        {
            int length = Length - position < count ? Length - position : count;
            return Encoding.UTF8.GetBytes(_text, position, length, buffer, offset);
        }
    }
}
