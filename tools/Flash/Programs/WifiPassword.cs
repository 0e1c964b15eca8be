using System.IO;

namespace UAsyncio.Flash.Programs;

/// <summary>Where the Wi-Fi password comes from. Never from the command line, which other users can read and shells remember.</summary>
internal static class WifiPassword
{
    /// <summary>The environment variable that holds it.</summary>
    public const string Variable = "UASYNCIO_WIFI_PASSWORD";

    private const int MaxLength = 64;

    /// <summary>Finds it: in the file, in the environment variable, or by asking.</summary>
    /// <param name="ssid">The network, for the question.</param>
    /// <param name="file">The file, or null.</param>
    /// <param name="surroundings">Whom to ask.</param>
    /// <returns>The password; empty for an open network.</returns>
    public static string Find(string ssid, string? file, Surroundings surroundings)
    {
        string? password = file != null ? ReadFile(file) : surroundings.Variable(Variable);

        if (password == null)
        {
            if (!surroundings.Prompt.IsInteractive)
            {
                throw new FlashException(
                    $"The password of \"{ssid}\" is missing: set the environment variable {Variable} (empty for an open network), or give --wifi-password-file.");
            }

            password = surroundings.Prompt.Secret($"Password of \"{ssid}\" (Enter for an open network):");
        }

        return password.Length <= MaxLength ? password : throw new FlashException($"A Wi-Fi password has at most {MaxLength} characters.");
    }

    private static string ReadFile(string file)
    {
        try
        {
            // Editors end a file with a line break; a password has none.
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (System.Exception exception) when (exception is IOException or System.UnauthorizedAccessException)
        {
            throw new FlashException($"The password file cannot be read: {exception.Message}");
        }
    }
}
