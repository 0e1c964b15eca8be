using System;
using System.CommandLine;
using System.Globalization;

namespace UAsyncio.Tool.Input;

/// <summary>A time as people write it: 10s, 500ms, 2m; a number alone is seconds.</summary>
internal static class Duration
{
    private static readonly TimeSpan s_most = TimeSpan.FromDays(1);

    public static Option<TimeSpan?> NewOption(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Parse(text) is TimeSpan time && time > TimeSpan.Zero && time <= s_most)
            {
                return time;
            }

            result.AddError($"{name} takes a time of more than 0 and at most a day, as 10s, 500ms or 2m; not {text}.");
            return null;
        },
    };

    private static TimeSpan? Parse(string text)
    {
        (string Unit, double Milliseconds)[] units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), (string.Empty, 1000)];
        foreach ((string unit, double milliseconds) in units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && number * milliseconds <= s_most.TotalMilliseconds)
            {
                return TimeSpan.FromMilliseconds(number * milliseconds);
            }
        }

        return null;
    }
}
