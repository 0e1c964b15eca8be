using System;

namespace UAsyncio.Tool;

/// <summary>What the command was given cannot be used; the message says why, and what to give.</summary>
internal sealed class UsageException(string message) : Exception(message);
