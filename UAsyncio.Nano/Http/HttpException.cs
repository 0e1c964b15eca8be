using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>A request that cannot be answered as wanted: thrown by a handler, it becomes a response with this status.</summary>
    public sealed class HttpException : Exception
    {
        // Below zero where a server has answered it: a field more would be 12 bytes of each.
        private readonly int _status;

        /// <summary>Creates the exception.</summary>
        /// <param name="statusCode">The status, 400 to 599.</param>
        public HttpException(int statusCode)
        {
            _status = statusCode;
        }

        /// <summary>Creates the exception for what a server has answered.</summary>
        /// <param name="statusCode">The status, 100 to 999.</param>
        /// <param name="isAnswer">See <see cref="IsAnswer"/>.</param>
        public HttpException(int statusCode, bool isAnswer)
        {
            _status = isAnswer ? -statusCode : statusCode;
        }

        /// <summary>The status.</summary>
        public int StatusCode => _status < 0 ? -_status : _status;

        /// <summary>
        /// Of what a client throws: true where the server has answered with this status. False where the status is for what came instead: 502 for what is no HTTP
        /// or is cut off, 504 for nothing, 413 for more than was wanted, 508 for a way without an end, 415 for something else than events.
        /// </summary>
        public bool IsAnswer => _status < 0;

        /// <summary>Says the status. It is made when asked for: of most nobody asks.</summary>
        public override string Message => "HTTP " + StatusCode;
    }
}
