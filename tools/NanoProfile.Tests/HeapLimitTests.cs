using System;
using System.Reflection;
using Xunit;

namespace UAsyncio.NanoProfile.Tests
{
    public sealed class HeapLimitTests : IDisposable
    {
        private const int Limit = 65536;
        private const int NodeSize = 36;

        public void Dispose()
        {
            Profiler.HeapLimit = 0;
        }

        [Fact]
        public void A_heap_is_full_when_what_is_kept_does_not_fit()
        {
            Profiler.HeapLimit = Limit;
            int count = Call("Fill");
            int room = (Limit - Profiler.AssemblyTableBytes) / NodeSize;
            Assert.InRange(count, room - 40, room);
        }

        [Fact]
        public void What_is_not_kept_makes_room()
        {
            Profiler.HeapLimit = Limit;
            Assert.Equal(1_000_000, Call("Churn", 1000));
        }

        [Fact]
        public void What_desktop_NET_shares_dies_as_on_a_device()
        {
            Profiler.HeapLimit = Profiler.AssemblyTableBytes + 2048;
            Call("Share", 300);
            long before = Profiler.HeapInUse;

            for (int i = 0; i < 10; i++)
            {
                Assert.True(Call("Share", 1000) > 0);
                Assert.Equal(before, Profiler.HeapInUse);
            }
        }

        [Fact]
        public void The_tables_of_the_assemblies_are_on_the_heap()
        {
            Assert.NotNull(ProfileApp.Assembly);
            Assert.True(Profiler.AssemblyTableBytes > 8000);
            Profiler.HeapLimit = Profiler.AssemblyTableBytes + 100;
            Assert.Throws<OutOfMemoryException>(() => Call("Churn", 1));
            Assert.Contains(" 4,056  mscorlib\n", Profiler.FormatHeap());
        }

        [Fact]
        public void What_is_alive_is_shown_with_its_holder()
        {
            FieldInfo kept = ProfileApp.Assembly.GetType("ProfileApp.Program", throwOnError: true)!.GetField("Kept")!;
            object first = Activator.CreateInstance(kept.FieldType)!;
            kept.FieldType.GetField("Next")!.SetValue(first, Activator.CreateInstance(kept.FieldType));
            kept.SetValue(null, first);
            string table = Profiler.FormatHeap();
            kept.SetValue(null, null);
            Assert.Matches(@" 36 +1  ProfileApp\.Node, held by static ProfileApp\.Program\.Kept\n", table);
            Assert.Matches(@" 36 +1  ProfileApp\.Node, held by ProfileApp\.Node\n", table);
        }

        [Fact]
        public void Allocations_fail_after_so_many_and_then_succeed()
        {
            Call("Churn", 10);

            for (int before = 0; before < 5; before++)
            {
                Profiler.FailAllocations(before, 2);
                Assert.Throws<OutOfMemoryException>(() => Call("Churn", 10));
                Assert.Equal(1, Profiler.AllocationsToFail);
                Assert.Throws<OutOfMemoryException>(() => Call("Churn", 10));
                Assert.Equal(0, Profiler.AllocationsToFail);
                Assert.Equal(10_000, Call("Churn", 10));
            }
        }

        [Fact]
        public void A_call_of_the_runtime_fails_as_the_frame_of_a_method_does()
        {
            for (int before = 0; before < 2; before++)
            {
                Profiler.FailAllocations(before, 1);
                Assert.Throws<OutOfMemoryException>(() => Call("LengthOf", "two"));
                Assert.Equal(0, Profiler.AllocationsToFail);
            }

            Profiler.FailAllocations(2, 1);
            Assert.Equal(3, Call("LengthOf", "two"));
            Assert.Equal(1, Profiler.AllocationsToFail);
            Profiler.FailAllocations(0, 0);
        }

        private static int Call(string method, params object[] arguments)
        {
            return (int)ProfileApp.Assembly.GetType("ProfileApp.Program", throwOnError: true)!
                .GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        }
    }
}
