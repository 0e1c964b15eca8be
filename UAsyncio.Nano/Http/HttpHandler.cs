namespace UAsyncio.Nano.Http
{
    /// <summary>Answers one request.</summary>
    /// <param name="context">The request and its response. What is not answered is answered by 404.</param>
    /// <returns>The coroutine. What it throws is answered by 500, an <see cref="HttpException"/> by its status.</returns>
    public delegate Coroutine HttpHandler(HttpContext context);
}
