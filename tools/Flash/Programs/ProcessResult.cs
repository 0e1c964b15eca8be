namespace UAsyncio.Flash.Programs;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; on Unix the last 8 bits of what it returned.</param>
/// <param name="Output">What it wrote, standard error included.</param>
public sealed record ProcessResult(int ExitCode, string Output);
