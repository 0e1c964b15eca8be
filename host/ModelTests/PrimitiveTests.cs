using System.Collections.Generic;
using CsCheck;
using UAsyncio.Reliability;
using Xunit;

namespace UAsyncio.ModelTests
{
    /// <summary>Random schedules on each primitive: the device says what the model says. A counter-example is made as short as can be, and printed as a program.</summary>
    public sealed class PrimitiveTests
    {
        private const int Schedules = 1500;
        private const int Longest = 60;

        // The same schedules each time; the long form draws new ones.
        private const string Seed = "0N0XIzNsQ0O2";

        private readonly ITestOutputHelper _output;

        public PrimitiveTests(ITestOutputHelper output)
        {
            _output = output;
        }

        public static TheoryData<string> Kinds => new([.. Primitive.Kinds, "queue get+queue put", "lock+semaphore", "flag+ring"]);

        [Theory]
        [MemberData(nameof(Kinds))]
        public void It_does_what_its_model_does(string kinds)
        {
            string[] names = kinds.Split('+');
            ModelAction[] all = [.. ModelAction.All(names.Length)];
            int count = 0;

            foreach (int round in Trial.Rounds(1))
            {
                Gen.Int[0, all.Length * 3 / 2].Array[1, Longest].Sample(
                    choices =>
                    {
                        (List<ModelAction> actions, string log) = Schedule(names, all, choices);
                        count++;
                        string? difference = SchedulerTests.Compare(names, actions, log);
                        Assert.True(difference == null, difference);
                    },
                    iter: Schedules,
                    threads: 1,
                    seed: Trial.IsLong ? null : Seed,
                    print: choices => "\n" + SchedulerTests.Text(names, Schedule(names, all, choices).Actions));
            }

            Trial.Report("random schedules, " + kinds, count, "schedules", _output.WriteLine);
        }

        // What cannot be done is left out.
        private static (List<ModelAction> Actions, string Log) Schedule(string[] kinds, ModelAction[] all, int[] choices)
        {
            Model model = new(kinds);
            List<ModelAction> actions = [];

            foreach (int choice in choices)
            {
                // A third of all are passes: or hardly anything would get on.
                ModelAction action = all[choice < all.Length ? choice : 0];

                if (action.IsPossible(model))
                {
                    actions.Add(action);
                    model.Do(action);
                }
            }

            return (actions, model.Log);
        }
    }
}
