using System.Text;

namespace UAsyncio.Nano.Http
{
    /// <summary>What a browser's form sends (application/x-www-form-urlencoded).</summary>
    public sealed class HttpForm
    {
        private readonly string _pairs;

        private HttpForm(string pairs)
        {
            _pairs = pairs;
        }

        /// <summary>Reads the body of a request as a form.</summary>
        /// <param name="context">The request.</param>
        /// <returns>The form.</returns>
        /// <exception cref="HttpException">The body is of another type (415), or cannot be read; see <see cref="HttpContext.ReadBodyAsync"/>.</exception>
        public static async Coroutine<HttpForm> ReadAsync(HttpContext context)
        {
            context.RequireContentType("application/x-www-form-urlencoded");
            byte[] body = await context.ReadBodyAsync();
            return new HttpForm(Encoding.UTF8.GetString(body, 0, body.Length));
        }

        /// <summary>A value of the form: of several of a name the first. All of them are in the body, as it came: <see cref="HttpContext.ReadBodyAsync"/>.</summary>
        /// <param name="name">Its name.</param>
        /// <returns>Its value, decoded; null where there is none of that name.</returns>
        /// <exception cref="HttpException">400: it is no encoding.</exception>
        public string Get(string name)
        {
            return UrlEncoding.Find(_pairs, name);
        }
    }
}
