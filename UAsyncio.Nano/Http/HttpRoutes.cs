using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>Leads requests to handlers by method and path. Give <see cref="HandleAsync"/> to the server.</summary>
    /// <remarks>
    /// HEAD is led to the handler of GET, and its body is not sent. A path with other methods only is answered by 405, OPTIONS by 204,
    /// both with the methods that there are. To find a handler allocates nothing.
    /// </remarks>
    public sealed class HttpRoutes
    {
        private HttpRoute _first;
        private HttpRoute _last;

        /// <summary>Answers paths that no route has; null for 404.</summary>
        public HttpHandler Fallback { get; set; }

        /// <summary>Adds a route. Of several that a path has, the first one added counts.</summary>
        /// <param name="method">The method, such as GET: in capital letters, as clients send it.</param>
        /// <param name="pattern">
        /// The path, decoded; in it {name} for any segment that is not empty, and at its end {*name} for all that is left, slashes and
        /// nothing included. <see cref="HttpContext.GetParameter"/> gives what stands there.
        /// </param>
        /// <param name="handler">The handler.</param>
        /// <returns>The same, to add the next one.</returns>
        /// <exception cref="ArgumentNullException">Something is null.</exception>
        /// <exception cref="ArgumentException">The method is none, the pattern does not begin with a slash, or a parameter is not a whole segment.</exception>
        public HttpRoutes Map(string method, string pattern, HttpHandler handler)
        {
            if (method == null || pattern == null || handler == null)
            {
                throw new ArgumentNullException(method == null ? nameof(method) : pattern == null ? nameof(pattern) : nameof(handler));
            }

            // A method has its letters as they are: get is not GET, and no client sends it.
            if (!HttpField.IsToken(method) || method.ToUpper() != method)
            {
                throw new ArgumentException(nameof(method));
            }

            HttpRoute route = new HttpRoute(method, Split(pattern), handler);

            if (_last == null)
            {
                _first = route;
            }
            else
            {
                _last.Next = route;
            }

            _last = route;
            return this;
        }

        /// <summary>Answers a request by the handler of its route.</summary>
        /// <param name="context">The request.</param>
        /// <returns>The handler's coroutine.</returns>
        /// <exception cref="HttpException">404 or 405, where there is no handler; 400 for a path that is no encoding.</exception>
        public Coroutine HandleAsync(HttpContext context)
        {
            string path = context.RoutePath;
            string method = context.Method;
            string wanted = method == "HEAD" ? "GET" : method;
            bool found = false;

            for (HttpRoute route = _first; route != null; route = route.Next)
            {
                if (route.Matches(path))
                {
                    if (route.Method == wanted || route.Method == method)
                    {
                        context.SetRoute(route);
                        return route.Handler(context);
                    }

                    found = true;
                }
            }

            if (!found)
            {
                return Fallback == null ? throw new HttpException(404) : Fallback(context);
            }

            context.AddHeader("Allow", Allowed(path));

            if (method != "OPTIONS")
            {
                throw new HttpException(405);
            }

            context.StatusCode = 204;
            return context.RespondAsync(null, string.Empty);
        }

        private string Allowed(string path)
        {
            string methods = ",";

            for (HttpRoute route = _first; route != null; route = route.Next)
            {
                if (route.Matches(path))
                {
                    methods = With(methods, route.Method);
                    methods = route.Method == "GET" ? With(methods, "HEAD") : methods;
                }
            }

            methods = With(methods, "OPTIONS");
            return methods.Substring(2, methods.Length - 3);
        }

        // Each is named once, also where an app answers itself what the library would.
        private static string With(string methods, string method)
        {
            return methods.IndexOf(" " + method + ",") < 0 ? methods + " " + method + "," : methods;
        }

        private static string[] Split(string pattern)
        {
            string[] split = pattern.Split('{', '}');

            for (int i = 1; i < split.Length; i += 2)
            {
                string before = split[i - 1];
                string behind = i + 1 < split.Length ? split[i + 1] : null;
                bool last = i + 2 == split.Length && behind == string.Empty;

                if (behind == null || split[i].Length == 0 || before.Length == 0 || before[before.Length - 1] != '/'
                    || (!last && (behind.Length == 0 || behind[0] != '/' || split[i][0] == '*')))
                {
                    throw new ArgumentException(pattern);
                }
            }

            // As the path of a request is that they are compared with.
            for (int i = 0; i < split.Length; i += 2)
            {
                split[i] = UrlEncoding.EncodeWide(split[i], true);
            }

            if (pattern.Length == 0 || pattern[0] != '/')
            {
                throw new ArgumentException(pattern);
            }

            return split;
        }
    }
}
