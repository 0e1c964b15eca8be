using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>Lets pages of other sites read what a handler answers (CORS): put in front of it, as its <see cref="HandleAsync"/>.</summary>
    public sealed class HttpCors
    {
        private readonly HttpHandler _next;
        private readonly string[] _origins;
        private string _methods = "GET, POST, PUT, DELETE";
        private string _headers = "Content-Type, Authorization";

        /// <summary>Allows these sites, and no others.</summary>
        /// <param name="next">The handler.</param>
        /// <param name="origins">The sites, such as https://example.com, in lower case; * for all, without their cookies.</param>
        /// <exception cref="ArgumentNullException">One is null.</exception>
        public HttpCors(HttpHandler next, params string[] origins)
        {
            _next = next ?? throw new ArgumentNullException(nameof(next));
            _origins = origins ?? throw new ArgumentNullException(nameof(origins));
        }

        /// <summary>The methods that their pages may use.</summary>
        /// <exception cref="ArgumentNullException">It is null.</exception>
        public string Methods
        {
            get => _methods;
            set => _methods = value ?? throw new ArgumentNullException(nameof(Methods));
        }

        /// <summary>The fields that their pages may send beside the usual ones.</summary>
        /// <exception cref="ArgumentNullException">It is null.</exception>
        public string Headers
        {
            get => _headers;
            set => _headers = value ?? throw new ArgumentNullException(nameof(Headers));
        }

        /// <summary>How long, in s, a browser may remember this.</summary>
        public int MaxAge { get; set; } = 600;

        /// <summary>Answers what a browser asks beforehand, and has the handler answer the rest.</summary>
        /// <param name="context">The request.</param>
        /// <returns>The coroutine.</returns>
        public Coroutine HandleAsync(HttpContext context)
        {
            string origin = context.GetHeader("Origin");

            // Also where there is none: what a cache has kept of that would answer a page that has one.
            context.AddHeader("Vary", "Origin");

            if (origin == null)
            {
                return _next(context);
            }

            string allowed = Find(origin);

            if (allowed != null)
            {
                context.AddHeader("Access-Control-Allow-Origin", allowed);
            }

            if (context.Method != "OPTIONS" || context.GetHeader("Access-Control-Request-Method") == null)
            {
                return _next(context);
            }

            if (allowed != null)
            {
                context.AddHeader("Access-Control-Allow-Methods", Methods);
                context.AddHeader("Access-Control-Allow-Headers", Headers);
                context.AddHeader("Access-Control-Max-Age", MaxAge.ToString());
            }

            context.StatusCode = 204;
            return context.RespondAsync(null, string.Empty);
        }

        private string Find(string origin)
        {
            for (int i = 0; i < _origins.Length; i++)
            {
                if (_origins[i] == "*" || _origins[i] == origin)
                {
                    return _origins[i];
                }
            }

            return null;
        }
    }
}
