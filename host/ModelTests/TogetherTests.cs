using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using CsCheck;
using UAsyncio.DeviceTests;
using UAsyncio.Reliability;
using Xunit;

namespace UAsyncio.ModelTests
{
    /// <summary>
    /// Random schedules on what runs coroutines together: ends, failures, cancellations, time-outs, before, between and behind each other. A
    /// counter-example is made as short as can be, and printed as a program.
    /// </summary>
    public sealed class TogetherTests
    {
        private const int Schedules = 3000;
        private const int Longest = 40;

        // The same schedules each time; the long form draws new ones.
        private const string Seed = "0N0XIzNsQ0O2";

        private static readonly Func<string, bool, int[], string> s_run = DeviceAssembly.TestType("UAsyncio.Nano.Tests.Reliability.HostTogether").GetMethod("Run")!.CreateDelegate<Func<string, bool, int[], string>>();

        private readonly ITestOutputHelper _output;

        public TogetherTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Theory]
        [InlineData("all", false)]
        [InlineData("all", true)]
        [InlineData("settled", true)]
        [InlineData("any", false)]
        [InlineData("any", true)]
        [InlineData("only", false)]
        [InlineData("only", true)]
        [InlineData("group", false)]
        [InlineData("group", true)]
        [InlineData("shield", false)]
        [InlineData("shield", true)]
        [InlineData("limit", false)]
        public void It_does_what_its_model_does(string kind, bool isLimited)
        {
            TogetherAction[] all = [.. TogetherAction.All(new TogetherModel(kind, isLimited))];
            int count = 0;

            foreach (int round in Trial.Rounds(1))
            {
                // A third of all are passes: or hardly anything would get on.
                Gen.Int[0, all.Length * 3 / 2].Array[1, Longest].Sample(
                    choices =>
                    {
                        count++;
                        TogetherAction[] actions = [.. choices.Select(choice => all[choice < all.Length ? choice : 0])];
                        string? difference = Compare(kind, isLimited, actions);
                        Assert.True(difference == null, difference);
                    },
                    iter: Schedules,
                    threads: 1,
                    seed: Trial.IsLong ? null : Seed,
                    print: choices => "\n" + string.Join('\n', choices.Select(choice => all[choice < all.Length ? choice : 0])));
            }

            Trial.Report($"random schedules, {kind}{(isLimited ? ", limited" : "")}", count, "schedules", _output.WriteLine);
        }

        private static string? Compare(string kind, bool isLimited, TogetherAction[] actions)
        {
            TogetherModel model = new(kind, isLimited);
            TogetherAction[] whole = [.. actions, .. TogetherAction.Drain(model)];

            foreach (TogetherAction action in whole)
            {
                model.Do(action);
            }

            string log = s_run(kind, isLimited, [.. whole.SelectMany(action => (int[])[action.Code, action.Child])]);
            int reports = log.IndexOf("reported: ", StringComparison.Ordinal) + "reported: ".Length;
            log = log[..reports] + string.Concat(log[reports..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(text => text + " "));
            return log == model.Log ? null : $"{kind}{(isLimited ? ", limited to 10 ms" : "")}\n{string.Join('\n', actions.AsEnumerable())}\nmodel:  {model.Log}\ndevice: {log}";
        }
    }
}
