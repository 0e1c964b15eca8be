using System;

namespace UAsyncio.Flash;

/// <summary>A failure that the user can do something about; the message says what.</summary>
public sealed class FlashException(string message) : Exception(message);
