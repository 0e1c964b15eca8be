using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>
    /// Something that is sent as it is, again and again: a page, a picture, a file. <see cref="HttpContext.RespondAsync(HttpResource)"/>
    /// answers by it, by 304 to a client that has it, or by the part that is asked for.
    /// </summary>
    public abstract class HttpResource
    {
        private string _cacheControl = "no-cache";

        /// <summary>Describes it.</summary>
        /// <param name="contentType">Its type, such as text/html; charset=utf-8.</param>
        /// <param name="length">Its length in bytes.</param>
        /// <param name="tag">What differs for another content, such as a version or a hash, without quotes; null for none.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.</exception>
        protected HttpResource(string contentType, int length, string tag)
        {
            ContentType = contentType;
            Length = length >= 0 ? length : throw new ArgumentOutOfRangeException(nameof(length));
            Tag = tag == null ? null : "\"" + tag + "\"";
        }

        /// <summary>Its type.</summary>
        public string ContentType { get; }

        /// <summary>Its length in bytes.</summary>
        public int Length { get; }

        /// <summary>Its ETag, in quotes; null for none.</summary>
        public string Tag { get; }

        /// <summary>True when it is compressed by gzip. It is sent like that to every client.</summary>
        public bool IsGzip { get; set; }

        /// <summary>How clients may keep it, the field Cache-Control; by default they ask each time whether theirs is the same still.</summary>
        /// <exception cref="ArgumentNullException">It is null.</exception>
        public string CacheControl
        {
            get => _cacheControl;
            set => _cacheControl = value ?? throw new ArgumentNullException(nameof(CacheControl));
        }

        /// <summary>Called before a response reads it.</summary>
        /// <returns>What <see cref="Read"/> and <see cref="Close"/> get; null for nothing.</returns>
        protected internal virtual object Open()
        {
            return null;
        }

        /// <summary>Reads a part of it. It must not wait.</summary>
        /// <param name="opened">What <see cref="Open"/> returned.</param>
        /// <param name="position">From which byte on.</param>
        /// <param name="buffer">Where to put it.</param>
        /// <param name="offset">From where on.</param>
        /// <param name="count">How many bytes at most, and as many as there are; at least 1.</param>
        /// <returns>How many there were, at least 1.</returns>
        protected internal abstract int Read(object opened, int position, byte[] buffer, int offset, int count);

        /// <summary>Called when a response has read it, or has failed.</summary>
        /// <param name="opened">What <see cref="Open"/> returned.</param>
        protected internal virtual void Close(object opened)
        {
        }
    }
}
