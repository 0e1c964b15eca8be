using System;

namespace UAsyncio.Nano.Http
{
    public sealed partial class HttpContext
    {
        private HttpRoute _route;

        /// <summary>The path in which segments can be told apart: decoded but for %2F, %25 and what is not ASCII.</summary>
        internal string RoutePath => UrlEncoding.Decode(_head.RawPath, false, true);

        /// <summary>What stands in the path for a parameter of the route.</summary>
        /// <param name="name">Its name, without braces.</param>
        /// <returns>It, decoded; null where the route has none of that name.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        public string GetParameter(string name)
        {
            if (name == null)
            {
                throw new ArgumentNullException(nameof(name));
            }

            return _route == null ? null : _route.Find(RoutePath, name);
        }

        internal void SetRoute(HttpRoute route)
        {
            _route = route;
        }
    }
}
