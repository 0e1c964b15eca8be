using UAsyncio.VirtualDevice;
using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    public sealed class AsyncTests
    {
        [Fact]
        public void A_program_gives_the_same_numbers_each_time_and_coroutines_go_by_their_methods()
        {
            Cost Run() => Profiler.Measure(() => Assert.Null(Device.Run(ProfileApp.Assembly)));
            Run();
            Cost first = Run();
            Cost second = Run();
            Assert.Equal(first.Instructions, second.Instructions);
            Assert.Equal(first.AllocatedBytes, second.AllocatedBytes);
            Assert.Equal(first.ByMethod, second.ByMethod);

            MethodCost inner = first.ByCoroutine["ProfileApp.Program.InnerAsync"];
            Assert.Equal(6, inner.Calls);
            Assert.Contains("ProfileApp.Program.OuterAsync", first.ByCoroutine.Keys);
            Assert.Equal(new TypeCost(3, 3 * 60), first.ByType["coroutine ProfileApp.Program.InnerAsync"]);
        }
    }
}
