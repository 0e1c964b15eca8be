using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace UAsyncio.Flash.Serial;

/// <summary>Finds the board's serial port.</summary>
public static class PortChoice
{
    /// <summary>What to do where there is none.</summary>
    public const string None =
        "This computer has no serial port: plug the board in with a cable that carries data; Windows and macOS may need the driver of its USB chip (CP210x, CH340, FTDI).";

    /// <summary>Checks the port that was given; without one, takes the only one there is, or asks.</summary>
    /// <exception cref="UsageException">It is not there, or none was given and there is no one to ask.</exception>
    public static string Choose(string? port, Surroundings surroundings)
    {
        IReadOnlyList<string> names = surroundings.Ports.Names();

        if (port != null)
        {
            // A link such as /dev/serial/by-id/… is in no list.
            return names.Contains(port, StringComparer.OrdinalIgnoreCase) || (port.StartsWith('/') && File.Exists(port))
                ? port
                : throw new UsageException($"There is no port {port}. {Listed(names)}");
        }

        if (names.Count == 1)
        {
            surroundings.Output.WriteLine($"Port {names[0]}, the only one.");
            return names[0];
        }

        return names.Count > 1 && surroundings.Prompt.IsInteractive
            ? surroundings.Prompt.Choose("Which port is the board on?", names)
            : throw new UsageException("Give the board's port with --port. " + Listed(names));
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0
        ? None
        : "There are: " + string.Join(", ", names);
}
