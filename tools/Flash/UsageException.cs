namespace UAsyncio.Flash;

/// <summary>What the command was given cannot be used, and nothing has been touched; the message says why, and what to give.</summary>
public sealed class UsageException(string message) : FlashException(message);
