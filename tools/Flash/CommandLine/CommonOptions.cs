using System;
using System.CommandLine;
using System.IO;
using UAsyncio.Flash.Serial;
using UAsyncio.Flash.Steps;

namespace UAsyncio.Flash.CommandLine;

/// <summary>The options that both commands have.</summary>
internal sealed class CommonOptions
{
    private const int MaxSeconds = 86400;

    public Option<string?> Port { get; } = new("--port") { Description = "The board's serial port: COM7, /dev/ttyUSB0, /dev/cu.usbserial-0001. Without it the only port is taken, or you are asked; a script gets a list." };

    public Option<int> Baud { get; } = new("--console-baud") { Description = "The speed at which the firmware talks.", DefaultValueFactory = _ => DeviceConsole.DefaultBaudRate };

    public Option<string?> Image { get; } = new("--image") { Description = "Deploy this image instead of building one." };

    public Option<bool> DryRun { get; } = new("--dry-run") { Description = "Print the commands that would be run, and run none." };

    public Option<string?> Nanoff { get; } = new("--nanoff") { Description = $"The path of nanoff. Default: the environment variable {Programs.Nanoff.Variable}, then PATH." };

    /// <summary>An option that takes the names of an enum, in upper or lower case.</summary>
    public static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        return new Option<T>(name)
        {
            Description = description,
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
                return default;
            },
        };
    }

    public static Option<int> Seconds(string name, string description, int value)
    {
        Option<int> option = new(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            // What is no number at all is reported by the parser.
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int seconds) && seconds is < 0 or > MaxSeconds)
            {
                result.AddError($"{name} takes a number of seconds from 0 to {MaxSeconds}.");
            }
        });
        return option;
    }

    /// <summary>The port, found or asked for where it was not given; in a dry run nothing is looked for.</summary>
    public string PortOf(ParseResult result, Surroundings surroundings)
    {
        string? port = result.GetValue(Port);
        return result.GetValue(DryRun) ? port ?? Plan.Port : PortChoice.Choose(port, surroundings);
    }

    /// <summary>The image's full path, since other programs run in the repository's root; null where it is to be built.</summary>
    public string? ImageOf(ParseResult result)
    {
        string? image = result.GetValue(Image);

        if (image == null)
        {
            return null;
        }

        return result.GetValue(DryRun) || File.Exists(image) ? Path.GetFullPath(image) : throw new FlashException($"There is no image {image}.");
    }
}
