using System;
using System.Collections.Generic;
using System.Linq;
using UAsyncio.Reliability;
using Xunit;

namespace UAsyncio.ModelTests
{
    /// <summary>
    /// The scheduler, exhaustively, for three tasks and two primitives: from every state that the model can come to, every action, wake-ups,
    /// cancellations, time-outs, turns and failing allocations; the device says what the model says. The tests have all states of one pair, and
    /// the first of others; the long form has all of all.
    /// </summary>
    public sealed class SchedulerTests
    {
        private const int LongestWalk = 100;
        private const int FirstStates = 800;
        private const int Everything = 1_000_000;

        private readonly ITestOutputHelper _output;

        public SchedulerTests(ITestOutputHelper output)
        {
            _output = output;
        }

        public static TheoryData<string, string> Pairs
        {
            get
            {
                TheoryData<string, string> pairs = new() { { "lock", "auto event" }, { "semaphore", "event" }, { "queue get", "queue put" }, { "flag", "barrier" } };

                if (Trial.IsLong)
                {
                    pairs.AddRange(("lock", "barrier"), ("semaphore", "queue get"), ("dropping get", "auto event"), ("signals", "lock"), ("ring", "semaphore"));
                }

                return pairs;
            }
        }

        [Theory]
        [MemberData(nameof(Pairs))]
        public void Every_action_in_every_state_does_what_the_model_does(string first, string second)
        {
            string[] kinds = [first, second];
            bool isWhole = Trial.IsLong || second == "queue put";
            Exploration exploration = new(kinds, isWhole ? Everything : FirstStates);

            while (exploration.NextWalk(LongestWalk) is { } walk)
            {
                Assert.True(Compare(kinds, walk.Actions, walk.Log) is null, Compare(kinds, walk.Actions, walk.Log));
            }

            Assert.Equal(isWhole, exploration.IsComplete);
            Trial.Report($"scheduler with 3 tasks, {first} and {second}", exploration.States, exploration.IsComplete ? "states: all" : "states", _output.WriteLine);
            Trial.Report($"scheduler with 3 tasks, {first} and {second}", exploration.Steps, "actions", _output.WriteLine);
        }

        [Theory]
        [InlineData("lock", "auto event")]
        [InlineData("semaphore", "event")]
        [InlineData("queue get", "queue put")]
        [InlineData("flag", "barrier")]
        public void An_action_that_memory_is_too_short_for_changes_nothing(string first, string second)
        {
            string[] kinds = [first, second];
            int places = 0;
            Exploration exploration = new(kinds, Trial.IsLong ? 400 : 120);

            while (exploration.NextWalk(LongestWalk) is not null)
            {
            }

            foreach (ModelAction[] path in exploration.Paths)
            {
                foreach (ModelAction action in exploration.ActionsAfter(path))
                {
                    ModelAction[] all = [.. path, action];
                    string expected = Exploration.Play(kinds, all).Log;

                    foreach (string log in Device.WithShortMemory.PlayShort(kinds, all))
                    {
                        places++;

                        // In a pass it is the first to run into it that fails: but nothing is lost.
                        bool holds = action.Code == ModelAction.Pass ? log.EndsWith(" clean ", StringComparison.Ordinal) : log.StartsWith(expected + "end ", StringComparison.Ordinal) && log.EndsWith(" clean ", StringComparison.Ordinal);
                        Assert.True(holds, $"allocation fails in the last of\n{Text(kinds, all)}\nmodel:  {expected}\ndevice: {log}");
                    }
                }
            }

            Trial.Report($"failing allocations in the scheduler, {first} and {second}", places, "places", _output.WriteLine);
        }

        internal static string? Compare(string[] kinds, IReadOnlyCollection<ModelAction> actions, string expected)
        {
            string log = Device.Plain.Play(kinds, actions);
            int end = log.IndexOf("end ", StringComparison.Ordinal);
            return log[..end] == expected && log.EndsWith(" clean ", StringComparison.Ordinal) ? null : $"{Text(kinds, actions)}\nmodel:  {expected}\ndevice: {log}";
        }

        internal static string Text(string[] kinds, IEnumerable<ModelAction> actions)
        {
            return string.Join(", ", kinds.Select((kind, i) => $"{i} = {kind}")) + "\n" + string.Join('\n', actions);
        }
    }
}
