using UAsyncio.Nano.Http;

namespace UAsyncio.Nano.Tests.Http
{
    /// <summary>Bodies that tell whether they came whole: of N bytes the i-th is i * 7 + N.</summary>
    internal static class Bodies
    {
        public static byte[] OfLength(int length)
        {
            byte[] body = new byte[length];

            for (int i = 0; i < length; i++)
            {
                body[i] = (byte)(i * 7 + length);
            }

            return body;
        }

        /// <summary>Answers GET /N by N bytes, and POST by the body that came.</summary>
        public static async Coroutine AnswerAsync(HttpContext context)
        {
            byte[] body = context.Method == "POST" ? await context.ReadBodyAsync() : OfLength(int.Parse(context.Path.Substring(1)));
            await context.RespondAsync("text/plain", body);
        }
    }
}
