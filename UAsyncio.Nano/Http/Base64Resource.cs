using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// A resource in the program itself: a constant in base 64, which stays in the flash, and of which a piece at a time is decoded. The build
    /// makes one of each file that the project names as WebContent, compressed where that makes it smaller.
    /// </summary>
    public sealed class Base64Resource : HttpResource
    {
        // A quarter of characters more than bytes: 4 characters are 3 bytes.
        private const int Group = 3;

        private readonly string _content;

        /// <summary>Makes one.</summary>
        /// <param name="contentType">Its type.</param>
        /// <param name="content">Its bytes in base 64, without line ends.</param>
        /// <param name="tag">What differs for another content, without quotes; null for none.</param>
        /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
        public Base64Resource(string contentType, string content, string tag = null)
            : base(contentType, LengthOf(content ?? throw new ArgumentNullException(nameof(content))), tag)
        {
            _content = content;
        }

        /// <inheritdoc/>
        protected internal override int Read(object opened, int position, byte[] buffer, int offset, int count)
        {
            int skip = position % Group;
            int start = position / Group * 4;
            int length = (skip + count + Group - 1) / Group * 4;
            byte[] bytes = Convert.FromBase64String(_content.Substring(start, length < _content.Length - start ? length : _content.Length - start));
            length = bytes.Length - skip < count ? bytes.Length - skip : count;
            Array.Copy(bytes, skip, buffer, offset, length);
            return length;
        }

        private static int LengthOf(string content)
        {
            int length = content.Length / 4 * Group;

            for (int i = content.Length; i > 0 && content[i - 1] == '='; i--)
            {
                length--;
            }

            return length;
        }
    }
}
