using System;
using System.IO;
using UAsyncio.Flash;

namespace UAsyncio.Tool.Top;

/// <summary>The console's password: never on the command line, where others can read it.</summary>
internal static class TopPassword
{
    public const string Variable = "UASYNCIO_CONSOLE_PASSWORD";

    /// <summary>The first line of the file, else the environment variable, else null.</summary>
    /// <exception cref="UsageException">The file cannot be read or is empty.</exception>
    public static string? Find(string? file, Surroundings surroundings)
    {
        if (file == null)
        {
            return surroundings.Variable(Variable);
        }

        try
        {
            using StreamReader reader = File.OpenText(file);
            return reader.ReadLine() is { Length: > 0 } password ? password : throw new UsageException($"{file} has no password in its first line.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(exception.Message);
        }
    }
}
