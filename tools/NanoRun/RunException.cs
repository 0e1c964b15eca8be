using System;

namespace UAsyncio.NanoRun;

/// <summary>There is nothing to run; the message says why, and what to do.</summary>
/// <param name="message">For the user.</param>
public sealed class RunException(string message) : Exception(message);
