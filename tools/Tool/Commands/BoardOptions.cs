using System;
using System.CommandLine;
using System.IO;
using UAsyncio.Flash;
using UAsyncio.Flash.Images;
using UAsyncio.Flash.Programs;
using UAsyncio.Flash.Serial;
using UAsyncio.Flash.Steps;
using UAsyncio.NanoProfile.Reports;

namespace UAsyncio.Tool.Commands;

/// <summary>The options of the commands that talk to a board.</summary>
internal sealed class BoardOptions
{
    private const int MaxSeconds = 86400;
    private const int MinBaud = 1200;
    private const int MaxBaud = 4_000_000;

    public Option<string?> Port { get; } = new("--port") { Description = "The board's serial port: COM7, /dev/ttyUSB0, /dev/cu.usbserial-0001. Without it the only port is taken, or you are asked; a script gets a list." };

    public NumberOption Baud { get; } = new("--console-baud", "a speed", MinBaud, MaxBaud) { Description = "The speed at which the firmware talks.", HelpName = "BAUD", DefaultValueFactory = _ => DeviceConsole.DefaultBaudRate };

    public Option<string?> Image { get; } = new("--image") { Description = "Deploy this image instead of building one." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Print the commands that would be run, and run none." };

    public Option<string?> Nanoff { get; } = new("--nanoff") { Description = $"The path of nanoff. Default: the environment variable {Flash.Programs.Nanoff.Variable}, then PATH." };

    /// <summary>An option that takes the names of an enum, in upper or lower case.</summary>
    public static Option<T?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        return new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', Enum.GetNames<T>()),
            CustomParser = result =>
            {
                foreach (T value in Enum.GetValues<T>())
                {
                    if (string.Equals(value.ToString(), result.Tokens[0].Value, StringComparison.OrdinalIgnoreCase))
                    {
                        return value;
                    }
                }

                result.AddError($"{name} takes {string.Join(" or ", Enum.GetNames<T>())}, not {result.Tokens[0].Value}.");
                return null;
            },
        };
    }

    public static NumberOption Seconds(string name, string description, int value, int least) =>
        new(name, "a number of seconds", least, MaxSeconds) { Description = description, HelpName = "SECONDS", DefaultValueFactory = _ => value };

    /// <summary>The port, found or asked for where it was not given; in a dry run nothing is looked for.</summary>
    public string PortOf(ParseResult result, Surroundings surroundings)
    {
        string? port = result.GetValue(Port);
        return result.GetValue(DryRun) ? port ?? Plan.Port : PortChoice.Choose(port, surroundings);
    }

    /// <summary>The image's full path; null where it is to be built. One that is none is refused before a board is touched.</summary>
    public string? ImageOf(ParseResult result)
    {
        string? image = result.GetValue(Image);

        if (image != null && !result.GetValue(DryRun))
        {
            if (!File.Exists(image))
            {
                throw new UsageException($"There is no image {image}.");
            }

            Check(image);
        }

        return image == null ? null : Path.GetFullPath(image);
    }

    private static void Check(string image)
    {
        try
        {
            DeviceImage.Read(image);
        }
        catch (FlashException exception)
        {
            throw new UsageException(exception.Message);
        }
    }
}
