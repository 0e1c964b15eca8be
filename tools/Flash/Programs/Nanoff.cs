using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Text.RegularExpressions;

namespace UAsyncio.Flash.Programs;

/// <summary>nanoFramework's flasher, a .NET tool.</summary>
public sealed partial class Nanoff
{
    /// <summary>The environment variable with its path, where it is not in PATH.</summary>
    public const string Variable = "UASYNCIO_NANOFF";

    private const string Name = "nanoff";
    private const int NotConnected = 2000;
    private const int NoDetails = 2001;

    private static readonly string[] s_install = ["tool", "install", "--global", Name];

    private readonly Surroundings _surroundings;
    private readonly string _path;

    private Nanoff(Surroundings surroundings, string path)
    {
        _surroundings = surroundings;
        _path = path;
    }

    /// <summary>Finds it, and offers to install it where it is not there.</summary>
    /// <param name="surroundings">What runs it.</param>
    /// <param name="path">Its path, or null.</param>
    public static Nanoff Find(Surroundings surroundings, string? path)
    {
        path ??= surroundings.Variable(Variable);

        if (path != null)
        {
            return IsThere(surroundings, path) ? new Nanoff(surroundings, path) : throw new UsageException($"{path} cannot be run: give the path of nanoff, or none.");
        }

        // Where a global tool is before PATH is read anew.
        string installed = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools", Name);

        foreach (string candidate in new[] { Name, installed })
        {
            if (IsThere(surroundings, candidate))
            {
                return new Nanoff(surroundings, candidate);
            }
        }

        string command = "dotnet " + string.Join(' ', s_install);

        if (!surroundings.Prompt.IsInteractive || !surroundings.Prompt.Confirm($"nanoff, nanoFramework's flasher, is missing. Install it with \"{command}\"?"))
        {
            throw new FlashException($"nanoff, nanoFramework's flasher, is missing: install it with \"{command}\".");
        }

        if (surroundings.Processes.Run("dotnet", s_install, surroundings.Output.WriteLine, surroundings.Canceled).ExitCode != 0)
        {
            throw new FlashException("nanoff could not be installed: its output above says why.");
        }

        return new Nanoff(surroundings, IsThere(surroundings, Name) ? Name : installed);
    }

    /// <summary>Runs one operation; returns only when it has been done.</summary>
    /// <param name="step">What to do.</param>
    /// <param name="arguments">The step's arguments, everything filled in.</param>
    /// <returns>What nanoff printed.</returns>
    /// <exception cref="FlashException">It was not done; the message says what to do.</exception>
    public string Run(Step step, IReadOnlyList<string> arguments)
    {
        for (int attempt = 1; ; attempt++)
        {
            ProcessResult result = _surroundings.Processes.Run(
                _path, [.. arguments, "--suppressnanoffversioncheck"], line => _surroundings.Output.WriteLine("    " + line), _surroundings.Canceled);
            Match error = ErrorLine().Match(result.Output);
            int code = error.Success ? int.Parse(error.Groups["code"].ValueSpan) : 0;

            if (code is NotConnected or NoDetails && attempt < step.Attempts)
            {
                _surroundings.Output.WriteLine($"    No answer yet, attempt {attempt} of {step.Attempts}; if the board waits in download mode, press its reset button.");
                _surroundings.Canceled.WaitHandle.WaitOne(_surroundings.RetryPause);
                continue;
            }

            if (code != 0)
            {
                throw new FlashException($"{step.Title} failed: nanoff says {error.Value.Trim()}\n{NanoffErrors.Advice(code)}");
            }

            if (result.ExitCode != 0)
            {
                // On Windows the exit code is the error's number.
                throw new FlashException($"{step.Title} failed: nanoff ended with code {result.ExitCode}.\n{NanoffErrors.Advice(result.ExitCode)}");
            }

            // A call that matched no operation ends with 0 too.
            bool done = step.Proof != null ? result.Output.Contains(step.Proof, StringComparison.Ordinal) : !result.Output.Contains("No operation was performed", StringComparison.Ordinal);
            return done ? result.Output : throw new FlashException($"{step.Title} failed: nanoff did not do it and reported no error. Its output is above; press the reset button and run this again.");
        }
    }

    private static bool IsThere(Surroundings surroundings, string path)
    {
        try
        {
            surroundings.Processes.Run(path, ["--version"], _ => { }, surroundings.Canceled);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    // "Error E4005: Failed to open specified COM port. (…)"; less verbose runs print the code alone.
    [GeneratedRegex(@"^(Error )?E(?<code>\d{4})\b[^\r\n]*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ErrorLine();
}
