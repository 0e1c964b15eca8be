using System;
using System.IO;
using System.Linq;
using System.Text;

namespace UAsyncio.Flash.Programs;

/// <summary>Where the Wi-Fi password comes from. Never from the command line, which other users can read and shells remember.</summary>
public static class WifiPassword
{
    /// <summary>The environment variable that holds it.</summary>
    public const string Variable = "UASYNCIO_WIFI_PASSWORD";

    private const int MinLength = 8;
    private const int MaxLength = 63;
    private const int KeyLength = 64;
    private const int MaxFile = 1024;

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
                throw new UsageException(
                    $"The password of \"{ssid}\" is missing: set the environment variable {Variable} (empty for an open network), or give --wifi-password-file.");
            }

            password = surroundings.Prompt.Secret($"Password of \"{ssid}\" (Enter for an open network):");
        }

        return Fault(password) is string fault ? throw new UsageException(fault) : password;
    }

    /// <summary>What is wrong with a password that no network can have; null for a good one. An empty one is an open network's.</summary>
    public static string? Fault(string password)
    {
        if (password.Length == 0 || (password.Length == KeyLength && password.All(char.IsAsciiHexDigit)))
        {
            return null;
        }

        return password.Length < MinLength ? $"A Wi-Fi password has at least {MinLength} characters, and this one {password.Length}."
            : Encoding.UTF8.GetByteCount(password) > MaxLength ? $"A Wi-Fi password has at most {MaxLength} characters (or is a key of {KeyLength} hexadecimal digits); this one takes {Encoding.UTF8.GetByteCount(password)} bytes."
            : password.Any(char.IsControl) ? "The Wi-Fi password has a line break or another control character in it: it has to stand alone in its file or variable."
            : null;
    }

    private static string ReadFile(string file)
    {
        byte[] bytes;

        try
        {
            using FileStream stream = File.OpenRead(file);
            bytes = new byte[MaxFile];
            bytes = bytes[..stream.ReadAtLeast(bytes, MaxFile, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The password file cannot be read: {exception.Message}");
        }

        string password;

        try
        {
            // Editors end a file with a line break, and some begin it with a mark; a password has neither.
            password = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF').TrimEnd('\r', '\n');
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"The password file {file} is no UTF-8: save it as UTF-8, with nothing but the password in it.");
        }

        return password.Length > 0 ? password : throw new UsageException($"The password file {file} is empty. For an open network set the environment variable {Variable} to nothing instead.");
    }
}
