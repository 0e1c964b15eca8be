using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>A request that cannot be answered as wanted: thrown by a handler, it becomes a response with this status.</summary>
    public sealed class HttpException : Exception
    {
        /// <summary>Creates the exception.</summary>
        /// <param name="statusCode">The status, 400 to 599.</param>
        public HttpException(int statusCode)
        {
            StatusCode = statusCode;
        }

        /// <summary>The status.</summary>
        public int StatusCode { get; }

        /// <summary>Says the status. It is made when asked for: of most nobody asks.</summary>
        public override string Message => "HTTP " + StatusCode;
    }
}
