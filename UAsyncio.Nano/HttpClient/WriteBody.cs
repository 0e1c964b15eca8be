namespace UAsyncio.Nano.Http.Client
{
    /// <summary>Writes the body of a request.</summary>
    /// <param name="body">Where to.</param>
    /// <returns>The coroutine. What it throws ends the request.</returns>
    public delegate Coroutine WriteBody(HttpRequestBody body);
}
