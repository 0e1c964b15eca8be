using System.Linq;
using Mono.Cecil;
using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    public sealed class InstructionTests
    {
        [Fact]
        public void A_straight_method_costs_its_instructions()
        {
            (Cost cost, object? result) = ProfileApp.Measure("Straight");
            Assert.Equal(14, result);
            Assert.Equal(LengthOf("Straight"), cost.Instructions);
            Assert.Equal(cost.Instructions, cost.ByMethod["ProfileApp.Cases.Straight"].Instructions);
        }

        [Fact]
        public void Constants_and_default_values_of_the_runtimes_enumerations_stay()
        {
            Assert.Equal(17 + 2, ProfileApp.Measure("Defaults").Result);
        }

        [Fact]
        public void A_loop_costs_the_same_for_each_turn()
        {
            long none = ProfileApp.Measure("Loop", 0).Cost.Instructions;
            long one = ProfileApp.Measure("Loop", 1).Cost.Instructions;
            (Cost cost, object? result) = ProfileApp.Measure("Loop", 100);
            Assert.Equal(4950, result);
            Assert.Equal(none + (100 * (one - none)), cost.Instructions);

            // sum += i; i++; i < times: 4 + 4 + 3.
            Assert.Equal(11, one - none);
        }

        [Fact]
        public void What_follows_a_call_that_throws_is_not_counted()
        {
            (Cost cost, object? result) = ProfileApp.Measure("Caught");
            Assert.Equal(2, result);

            // The call; newobj and throw; pop, ldc, stloc, leave; ldloc, ret.
            Assert.Equal(1 + 2 + 4 + 2, cost.Instructions);
            Assert.Equal(1, cost.ByMethod["ProfileApp.Cases.Caught"].Calls);
        }

        [Fact]
        public void Filters_run_behind_finally_blocks_as_woven_and_belong_to_their_method()
        {
            (Cost cost, object? result) = ProfileApp.Measure("Filtered");
            Assert.Equal(213, result);
            Assert.Equal(cost.Instructions, cost.ByMethod["ProfileApp.Cases.Filtered"].TotalInstructions);
        }

        [Theory]
        [InlineData(true, 8)]
        [InlineData(false, 13)]
        public void A_stack_that_is_not_empty_is_left_alone(bool flag, int expected)
        {
            Assert.Equal(expected, ProfileApp.Measure("Conditional", flag, 3, 6).Result);
        }

        [Theory]
        [InlineData(2, 12)]
        [InlineData(9, -1)]
        public void Switches_still_lead_where_they_did(int number, int expected)
        {
            Assert.Equal(expected, ProfileApp.Measure("Switch", number).Result);
        }

        [Fact]
        public void Recursion_counts_its_total_once()
        {
            (Cost cost, object? result) = ProfileApp.Measure("Recurse", 5);
            MethodCost method = cost.ByMethod["ProfileApp.Cases.Recurse"];
            Assert.Equal(5, result);
            Assert.Equal(6, method.Calls);
            Assert.Equal(cost.Instructions, method.Instructions);
            Assert.Equal(cost.Instructions, method.TotalInstructions);
        }

        [Fact]
        public void Calls_are_told_apart()
        {
            (Cost cost, object? result) = ProfileApp.Measure("Kinds");
            Assert.Equal(1 + 4 + 3 + 1 + 4, result);

            // Square's constructor and a getter that stays a call; Math.Abs. What the constructor calls is inlined.
            Assert.Equal(new CallCounts(Direct: 2, Virtual: 1, Interface: 1, Delegate: 1, Runtime: 1), cost.Calls);
            Assert.Equal(1, cost.RuntimeCalls["Math.Abs"]);
        }

        private static int LengthOf(string method)
        {
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(ProfileApp.Path);
            return assembly.MainModule.GetType("ProfileApp.Cases").Methods.First(m => m.Name == method).Body.Instructions.Count;
        }
    }
}
