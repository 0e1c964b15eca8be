using System;

namespace UAsyncio.Nano.Http
{
    /// <summary>What a browser's form sends (application/x-www-form-urlencoded).</summary>
    public sealed class HttpForm
    {
        private string _pairs;

        private HttpForm()
        {
        }

        /// <summary>Reads the body of a request as a form.</summary>
        /// <param name="context">The request.</param>
        /// <returns>The form.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
        /// <exception cref="HttpException">The body is of another type (415), or cannot be read; see <see cref="HttpContext.ReadBodyAsync"/>.</exception>
        public static async Coroutine<HttpForm> ReadAsync(HttpContext context)
        {
            (context ?? throw new ArgumentNullException(nameof(context))).RequireContentType("application/x-www-form-urlencoded");

            // The body is taken last: nothing of it is lost where memory is too short.
            HttpForm form = new HttpForm();
            form._pairs = await context.ReadTextAsync();
            return form;
        }

        /// <summary>A value of the form: of several of a name the first. All of them are in the body, as it came: <see cref="HttpContext.ReadBodyAsync"/>.</summary>
        /// <param name="name">Its name.</param>
        /// <returns>Its value, decoded; null where there is none of that name.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
        /// <exception cref="HttpException">400: it is no encoding.</exception>
        public string Get(string name)
        {
            return UrlEncoding.Find(_pairs, name);
        }
    }
}
