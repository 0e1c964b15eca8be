using System;

namespace UAsyncio.Flash;

/// <summary>A failure that the user can do something about; the message says what.</summary>
public class FlashException(string message) : Exception(message);
