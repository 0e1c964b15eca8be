using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using UAsyncio.NanoProfile.Reports;

namespace UAsyncio.NanoRun;

/// <summary>
/// Reads a command line, and finds what a parser would let pass and a person would not: an option in the place of a value (the network
/// "--dry-run", and then really flashed), one that is mistyped (a project "--dry-runn"), and a value that is blank.
/// </summary>
public static class StrictArguments
{
    /// <summary>Parses it.</summary>
    /// <param name="root">What there is.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="faults">A sentence for each fault, the parser's own if there is no other; empty when all is right.</param>
    public static ParseResult Parse(RootCommand root, string[] arguments, out IReadOnlyList<string> faults)
    {
        // A name that begins with @ is a name, and -ab is not -a -b.
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });

        if (parsed.Action is System.CommandLine.Help.HelpAction)
        {
            faults = [];
            return parsed;
        }

        // --version wants no command, and the parser sees to it that nothing stands beside it.
        string[] strict = root.Options.OfType<VersionOption>().Any(o => o.Action == parsed.Action) ? [] : [.. Faults(arguments, parsed)];
        faults = strict.Length > 0 ? strict : [.. parsed.Errors.Select(e => e.Message).Distinct()];
        return parsed;
    }

    private static IEnumerable<string> Faults(string[] arguments, ParseResult parsed)
    {
        // Behind -- everything is a value.
        string[] before = [.. arguments.TakeWhile(a => a != "--")];
        List<Option> options = [.. OptionsOf(parsed.CommandResult)];

        for (int i = 0; i + 1 < before.Length; i++)
        {
            if (options.Find(o => IsName(o, before[i])) is { } option && option.Arity.MinimumNumberOfValues > 0 && IsOption(before[i + 1]))
            {
                yield return $"{before[i]} needs a value, and {before[i + 1]} is an option. A value that begins with a dash is written {before[i]}={before[i + 1]}.";
            }
        }

        if (before.Length > 0 && options.Find(o => IsName(o, before[^1])) is { Arity.MinimumNumberOfValues: > 0 })
        {
            yield return $"{before[^1]} needs a value.";
        }

        // The parser would take what follows for the value.
        foreach (string argument in before.Where(a => a.EndsWith('=') || a.EndsWith(':')))
        {
            string name = argument[..^1];
            if (options.Exists(o => IsName(o, name)))
            {
                yield return $"{name} needs a value, and an empty one was given.";
            }
        }

        Command command = parsed.CommandResult.Command;
        string[] unknown =
        [
            .. parsed.UnmatchedTokens.Concat(parsed.CommandResult.Children.Where(TakesMany).SelectMany(r => r.Tokens.Select(t => t.Value)))
                .Where(t => IsOption(t) && before.Contains(t)),
        ];

        foreach (string option in unknown)
        {
            yield return $"There is no option {option}.";
        }

        // What follows an unknown option may be its value.
        foreach (string token in unknown.Length > 0 ? [] : parsed.UnmatchedTokens)
        {
            yield return command.Subcommands.Count > 0 ? $"There is no command {token}: there are {NamesOf(command.Subcommands)}." : $"{token} is one argument too many.";
        }

        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            yield return $"A command has to be given: {NamesOf(command.Subcommands)}.";
        }

        foreach (Option option in command.Options.Where(o => o.Required && parsed.GetResult(o) is null or { IdentifierTokenCount: 0 }))
        {
            yield return $"{option.Name} {option.HelpName} has to be given.";
        }

        foreach (SymbolResult result in parsed.CommandResult.Children)
        {
            if (result.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value)))
            {
                yield return result is OptionResult given
                    ? $"{given.IdentifierToken?.Value ?? given.Option.Name} needs a value, and an empty one was given."
                    : $"{((ArgumentResult)result).Argument.Name} is empty: give a value.";
            }
            else if (result is ArgumentResult { Tokens.Count: 0, Argument: { Arity.MinimumNumberOfValues: > 0 } argument })
            {
                yield return $"{argument.Name} has to be given{(argument.HelpName == null ? string.Empty : ": " + argument.HelpName)}.";
            }
            else if (result is OptionResult { IdentifierTokenCount: > 1, Option: { Arity.MinimumNumberOfValues: 1, AllowMultipleArgumentsPerToken: false } } twice)
            {
                yield return $"{twice.Option.Name} is given twice.";
            }
            else if (result is OptionResult { Option: NumberOption number } && result.Tokens.Select(t => number.FaultOf(t.Value)).FirstOrDefault(f => f != null) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<Option> OptionsOf(CommandResult? command)
    {
        for (; command != null; command = command.Parent as CommandResult)
        {
            foreach (Option option in command.Command.Options)
            {
                yield return option;
            }
        }
    }

    // What a mistyped option would be taken for.
    private static bool TakesMany(SymbolResult result) => result is ArgumentResult or OptionResult { Option.AllowMultipleArgumentsPerToken: true };

    private static string NamesOf(IEnumerable<Command> commands) => string.Join(", ", commands.Select(c => c.Name));

    private static bool IsName(Option option, string text) => option.Name == text || option.Aliases.Contains(text);

    // A number may be negative: what takes it says whether it likes that.
    private static bool IsOption(string text) => text.StartsWith('-') && text.Length > 1 && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
