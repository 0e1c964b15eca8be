using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;

namespace UAsyncio.NanoRun;

/// <summary>Options and arguments that take one of a few words.</summary>
public static class ChoiceExtensions
{
    /// <summary>Refuses every other word, and names these in the help.</summary>
    public static void TakesOneOf(this Option<string> option, params string[] words)
    {
        option.HelpName = string.Join('|', words);
        option.CompletionSources.Add(words);
        option.Validators.Add(result => Check(result, option.Name, words));
    }

    /// <summary>Refuses every other word, and names these in the help.</summary>
    public static void TakesOneOf(this Argument<string> argument, params string[] words)
    {
        argument.HelpName = string.Join('|', words);
        argument.CompletionSources.Add(words);
        argument.Validators.Add(result => Check(result, argument.Name, words));
    }

    private static void Check(SymbolResult result, string name, string[] words)
    {
        if (result.Tokens.Count == 1 && !words.Contains(result.Tokens[0].Value))
        {
            result.AddError($"{name} takes {string.Join(", ", words[..^1])} or {words[^1]}, not {result.Tokens[0].Value}.");
        }
    }
}
