namespace UAsyncio.Nano.WebSockets
{
    /// <summary>Serves one WebSocket.</summary>
    /// <param name="socket">It; closed when the coroutine has ended.</param>
    /// <returns>The coroutine. What it throws goes to the loop's exception handler, and the client is told 1011; but for what a client that leaves causes.</returns>
    public delegate Coroutine WebSocketHandler(WebSocket socket);
}
