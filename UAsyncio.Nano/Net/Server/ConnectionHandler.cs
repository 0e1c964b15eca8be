namespace UAsyncio.Nano.Net
{
    /// <summary>Serves one connection. A method that takes an <see cref="AsyncStream"/> is one too.</summary>
    /// <param name="connection">The connection; it is closed when the coroutine has ended, unless that says otherwise.</param>
    /// <returns>The coroutine. What it throws goes to the loop's exception handler.</returns>
    public delegate Coroutine ConnectionHandler(TcpConnection connection);
}
