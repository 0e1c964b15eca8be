using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    public sealed class AllocationTests
    {
        [Fact]
        public void Objects_strings_and_literals_count_with_their_bytes()
        {
            Cost cost = ProfileApp.Measure("Objects").Cost;
            Assert.Equal(new TypeCost(2, 2 * 36), cost.ByType["ProfileApp.Node"]);

            // ToString, Substring, Concat; of the second nothing is left.
            Assert.Equal(3, cost.ByType["System.String"].Count);
            Assert.Equal(new TypeCost(1, 12), cost.ByType["string literal"]);
        }

        [Fact]
        public void Arrays_count_with_their_elements()
        {
            Cost cost = ProfileApp.Measure("Arrays").Cost;
            Assert.Equal(new TypeCost(1, 84), cost.ByType["System.Byte[]"]);
            Assert.Equal(new TypeCost(1, 60), cost.ByType["System.Int32[]"]);
            Assert.Equal(new TypeCost(1, 60), cost.ByType["System.Object[]"]);
            Assert.Equal(new TypeCost(1, 60), cost.ByType["ProfileApp.Node[]"]);
            Assert.Equal(84 + 60 + 60 + 60, cost.AllocatedBytes);
            Assert.Equal(cost.AllocatedBytes, cost.ByMethod["ProfileApp.Cases.Arrays"].Allocations.Bytes);
        }

        [Fact]
        public void A_box_costs_two_blocks()
        {
            Assert.Equal(24, ProfileApp.Measure("Box", 5).Cost.AllocatedBytes);
        }

        [Fact]
        public void A_struct_costs_an_object_for_the_local_and_one_for_the_new_value()
        {
            (Cost cost, object? result) = ProfileApp.Measure("Struct", 4);
            Assert.Equal(8, result);
            Assert.InRange(cost.ByType["ProfileApp.Pair"].Bytes, 36, 72);
        }

        [Fact]
        public void Library_objects_count_as_measured()
        {
            Cost cost = ProfileApp.Measure("Libraries").Cost;
            Assert.Equal(new TypeCost(1, 120), cost.ByType["System.Collections.ArrayList"]);
            Assert.Equal(new TypeCost(1, 72), cost.ByType["System.InvalidOperationException"]);
        }

        [Fact]
        public void A_delegate_with_a_closure_costs_five_blocks()
        {
            Cost cost = ProfileApp.Measure("Closure", 3).Cost;
            Assert.Equal(new TypeCost(1, 36), cost.ByType["ProfileApp.Operation"]);
            Assert.Equal(60, cost.AllocatedBytes);
        }
    }
}
