namespace UAsyncio.NanoRun;

/// <summary>The exit codes, the same for every command and for the demo.</summary>
public static class ExitCode
{
    /// <summary>Done; nothing failed.</summary>
    public const int Done = 0;

    /// <summary>The program ended with an exception, a test failed, there are findings, or a step failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong, or what it names cannot be used. Nothing has been touched.</summary>
    public const int Usage = 2;

    /// <summary>Ctrl+C in the middle of it, as shells report it.</summary>
    public const int Stopped = 130;
}
